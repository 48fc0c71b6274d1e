-- grain: as core.topics; by the annotator that labelled then.
select * from other.core.topics where annotator_id = $annotator_id
