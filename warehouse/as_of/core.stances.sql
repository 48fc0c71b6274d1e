-- grain: as core.stances; by the annotator that labelled then.
select * from other.core.stances where annotator_id = $annotator_id
