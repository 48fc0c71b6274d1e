-- grain: one day of one edition of a campaign, between $first_date and $last_date where given.
select news_date, articles, outlets, articles_7d, labour_articles, share, phase
from mart.campaign_days
where
    campaign = $campaign
    and news_date >= coalesce($first_date, news_date)
    and news_date <= coalesce($last_date, news_date)
order by news_date
