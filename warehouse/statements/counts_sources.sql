create temp table counted_sources as
select source, row_number() over (order by source) - 1 as number, coalesce(any_value(kind) filter (where kind <> ''), '') as kind
from counted
where source <> ''
group by source
