-- grain: one article of an edition of a campaign, between $first_date and $last_date where given, the latest first.
select news_at, news_date, how, outlet, title, url, sentence, is_copy
from mart.campaign_articles
where
    campaign = $campaign
    and news_date >= coalesce($first_date, news_date)
    and news_date <= coalesce($last_date, news_date)
order by how, news_at desc, outlet, title
