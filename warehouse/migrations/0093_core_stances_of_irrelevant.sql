-- an irrelevant text has no attitude toward anybody: three rows of each said so, most of all rows of this table
delete from core.stances
where not abstain
    and (text_id, annotator_id) in (select text_id, annotator_id from core.annotations where relevance = 0)
