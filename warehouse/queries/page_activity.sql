-- grain: one page in the last $days days that its posts are known for; days: those that are decided
select
    source_id,
    page,
    count(meets_plan) as days,
    count(*) filter (where meets_plan) as kept_days,
    cast(sum(posts) as bigint) as posts,
    cast(sum(shares) as bigint) as shares,
    cast(sum(reactions) as bigint) as reactions,
    cast(sum(comments) as bigint) as comments
from (
    select * from mart.page_activity
    qualify row_number() over (partition by source_id order by activity_date desc) <= $days
)
group by all
order by page
