-- grain: one province of the map of 34 that articles of campaign $campaign tell of.
select province_34 as province, sum(articles)::integer as articles
from mart.campaign_places
where campaign = $campaign
group by province_34
order by articles desc, province
