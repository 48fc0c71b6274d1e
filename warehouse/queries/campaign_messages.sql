-- grain: one sentence of an edition of a campaign that carries one of its messages, between $first_date and $last_date.
select m.message, m.kind, m.sentence, a.outlet, a.title, a.url, m.news_date
from mart.campaign_messages as m
join mart.campaign_articles as a on a.campaign = m.campaign and a.article_id = m.article_id
where
    m.campaign = $campaign
    and m.news_date >= coalesce($first_date, m.news_date)
    and m.news_date <= coalesce($last_date, m.news_date)
order by list_position(['exact', 'inflected', 'paraphrase'], m.kind), m.news_date, a.outlet, m.sentence
