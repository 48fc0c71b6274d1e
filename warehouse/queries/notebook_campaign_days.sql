-- grain: one day of campaign $campaign.
select strftime(news_date, '%Y-%m-%d') as "ngày", articles as "bài"
from mart.campaign_days
where campaign = $campaign
order by news_date
