-- grain: one annotator, active: the one that labelled then, if any did.
select $annotator_id::varchar as annotator_id, true as active where $annotator_id::varchar is not null
