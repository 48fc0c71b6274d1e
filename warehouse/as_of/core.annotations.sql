-- grain: as core.annotations; by the annotator that labelled then.
select * from other.core.annotations where annotator_id = $annotator_id
