-- grain: one article of a story, in the order of the news, with its words.
select
    s.article_id,
    s.outlet,
    s.owner,
    s.title,
    s.url,
    s.news_at,
    s.is_copy,
    s.is_voice,
    s.credit,
    a.sapo,
    a.body
from mart.story_articles as s
join core.articles as a on a.article_id = s.article_id
where s.story_id = $story_id
order by s.news_at, s.article_id
