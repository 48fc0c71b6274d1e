-- grain: one row per relevant text that is the current state of an article; its earliest article gives outlet and time.
select a.text_id, a.title, a.sapo, a.body, a.source_id, coalesce(a.published_at, a.first_seen_at) as published_at
from core.articles as a
join core.current_annotations as n on n.text_id = a.text_id and n.annotator_id = $annotator_id
where n.relevance >= 1
qualify row_number() over (partition by a.text_id order by a.published_at nulls last, a.first_seen_at, a.article_id) = 1
order by a.text_id
