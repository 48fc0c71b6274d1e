-- grain: at most one row, the annotator whose labels are shown.
select annotator_id from core.annotators where active
