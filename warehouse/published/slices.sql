-- grain: one stretch of whole days with at most about $size articles, and as many as the others, one at least
select slice, to_timestamp(min(day) * 86400) as first_at, to_timestamp((max(day) + 1) * 86400) as end_at
from (
    select
        day,
        floor((sum(articles) over (order by day) - articles) * ceil(sum(articles) over () / $size) / sum(articles) over ()) as slice
    from (select epoch_ms(fetched_at) // 86400000 as day, count(*) as articles from main.all_best group by day)
)
group by slice
union all
select 0, '-infinity', 'infinity' where not exists (from main.all_best)
order by slice
