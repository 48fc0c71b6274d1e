-- grain: one relevant text published at or after $from_at, or named in $ids, as stories are told from it.
select t.text_id, v.title, v.sapo, v.body, t.source_id, t.news_at as published_at, t.version_id, t.article_id, t.rules
from wanted_story_texts as t
join core.full_versions as v on v.version_id = t.version_id
where t.news_at >= $from_at or t.text_id in (select unnest(from_json($ids, '["varchar"]')))
order by t.text_id
