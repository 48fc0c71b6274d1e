-- grain: one outlet that told of one edition of a campaign, between $first_date and $last_date where given.
select outlet, owner, count(*) as articles, count(*) filter (where not is_copy) as originals
from mart.campaign_articles
where
    campaign = $campaign
    and how = 'named'
    and news_date >= coalesce($first_date, news_date)
    and news_date <= coalesce($last_date, news_date)
group by all
order by articles desc, outlet
