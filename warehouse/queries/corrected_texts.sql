-- grain: one text that people corrected, with its current labels and its earliest wording.
select l.*, v.title, v.sapo, v.body, v.published_at
from mart.labels as l
join core.full_versions as v on v.text_id = l.text_id
where l.corrected
qualify row_number() over (partition by l.text_id order by v.published_at nulls last, v.fetched_at, v.version_id) = 1
order by l.text_id
