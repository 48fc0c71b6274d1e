-- grain: one row per text without labels of $annotator_id. Asking for the missing is the state.
select v.text_id, v.title, v.sapo, v.body, v.source_id, v.published_at
from core.article_versions as v
anti join (select text_id from core.annotations where annotator_id = $annotator_id) as done using (text_id)
qualify row_number() over (partition by v.text_id order by v.published_at nulls last, v.fetched_at, v.version_id) = 1
order by v.text_id
