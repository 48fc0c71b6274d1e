-- grain: one stretch of time that holds about $size articles, by the fetching of their best version; the first one and the
-- last have no end
select nullif(fetched_at, min(fetched_at) over ()) as first_at, lead(fetched_at) over (order by fetched_at) as before_at
from (
    select distinct min(fetched_at) as fetched_at
    from (select fetched_at, (row_number() over (order by fetched_at) - 1) // $size as chunk from main.slim)
    group by chunk
)
order by fetched_at
