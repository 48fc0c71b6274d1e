-- grain: one row per counter and day, beside the articles of the campaigns that it belongs to on that day.
select
    s.counter_id as "số đếm",
    s.date as "ngày",
    s.value as "giá trị",
    s.growth as "tăng",
    coalesce(sum(d.articles), 0)::integer as "số bài"
from mart.plan_series as s
left join mart.campaigns as c on list_contains(c.counters, s.counter_id)
left join mart.campaign_days as d on d.campaign = c.campaign and d.news_date = s.date
group by all
order by all
