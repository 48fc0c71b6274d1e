-- grain: at most one row: the article that an id of an article, or of a story now or before it merged, stands for.
select a.article_id, a.text_id, a.story_id
from core.story_aliases as a
join core.articles as v on v.article_id = a.article_id
where $given in (a.article_id, a.alias_id, a.story_id)
order by
    (a.article_id = $given) desc,
    (a.alias_id = $given) desc,
    coalesce(v.published_at, v.first_seen_at),
    a.article_id
limit 1
