-- grain: one relevant text of $ids by the annotator, as story_documents.
select t.text_id, v.title, v.sapo, v.body, t.source_id, t.news_at as published_at, t.version_id, t.article_id, t.rules
from (
    from core.story_texts
    where annotator_id = $annotator_id and text_id in (select unnest(from_json($ids, '["varchar"]')))
) as t
join core.full_versions as v on v.version_id = t.version_id and v.fetched_at = t.fetched_at
order by t.text_id
