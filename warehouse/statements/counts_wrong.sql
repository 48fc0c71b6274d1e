select
    c.rowid + 2 as line,
    case when coalesce(c.source, '') = '' then 'source' when m.hour is null then 'at' else 'new_items' end as field,
    case when coalesce(c.source, '') = '' then '' when m.hour is null then c.at_text else c.items_text end as value
from counted as c
left join counted_moments as m using (at_text)
where coalesce(c.source, '') = ''
    or m.hour is null
    or coalesce(try_cast(c.items_text as double), -1) < 0
    or not isfinite(try_cast(c.items_text as double))
order by c.rowid
limit 20
