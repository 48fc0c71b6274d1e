-- grain: as core.places; by the annotator that labelled then.
select * from other.core.places where annotator_id = $annotator_id
