select cast(s.number as integer) as number, m.hour, try_cast(c.items_text as double) as items
from counted as c
join counted_sources as s using (source)
join counted_moments as m using (at_text)
where coalesce(try_cast(c.items_text as double), -1) >= 0 and isfinite(try_cast(c.items_text as double))
