-- labels of wordings that another labeller gave: they can be computed again, and two opinions on one wording can't stand
delete from core.voice_labels where labeller_id <> $labeller_id
