-- grain: one row: how many outlets were asked up to a moment, in the seven days before it
select count(distinct source_id) as outlets
from raw.outcomes
where kind in ('feed', 'list', 'sitemap') and fetched_at <= $at and fetched_at > $at - interval 7 days
