-- grain: one article of the alerts raised so far ($articles, JSON list) with the story that it stands in today.
select a.article_id, coalesce(g.story_id, a.text_id) as story_id
from core.articles as a
left join core.grouping as g on g.text_id = a.text_id
where a.article_id in (select unnest(from_json($articles, '["VARCHAR"]')))
