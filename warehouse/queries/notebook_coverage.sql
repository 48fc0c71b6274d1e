-- grain: one row per outlet on digest day $day.
select
    outlet as "cơ quan báo chí",
    count(*) as "tin",
    count(*) filter (where relevance >= 1) as "liên quan",
    count(*) filter (where feed_only) as "chỉ có tiêu đề và sapo",
    count(*) filter (where published_at is null) as "không rõ giờ đăng"
from mart.articles
where digest_date = $day
group by outlet
order by "liên quan" desc, outlet
