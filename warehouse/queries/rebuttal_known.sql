-- grain: one row when there is a rebuttal of this id.
select distinct rebuttal_id from core.rebuttal_texts where rebuttal_id = $rebuttal_id
