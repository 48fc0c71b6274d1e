-- grain: one province that articles of one edition of a campaign tell of, between $first_date and $last_date where given.
select province, count(distinct article_id) as articles
from (
    select article_id, unnest(provinces) as province
    from mart.campaign_articles
    where
        campaign = $campaign
        and how = 'named'
        and news_date >= coalesce($first_date, news_date)
        and news_date <= coalesce($last_date, news_date)
)
group by province
order by articles desc, province
