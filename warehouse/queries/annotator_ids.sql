-- grain: one row per annotator that ever labelled a text.
select annotator_id from core.annotators order by annotator_id
