-- grain: one article of digest_candidates; is_hot: it made its story hot.
select
    c.article_id,
    c.text_id,
    c.story_id,
    c.outlet,
    c.owner,
    c.title,
    c.sapo,
    c.body,
    c.url,
    c.news_at,
    c.is_copy,
    c.feed_only,
    c.relevance,
    c.strike,
    coalesce(c.is_critical, false) as is_critical,
    c.criticism,
    c.complaint,
    h.article_id is not null as is_hot
from digest_candidates as c
left join alert_heat as h on h.article_id = c.article_id
order by c.story_id, c.news_at, c.article_id
