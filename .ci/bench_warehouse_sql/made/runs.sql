-- one run a day
insert into raw.runs (run_id, kind, started_at, finished_at)
select 'run-' || d, 'crawl', began, began + interval 1 hour
from (
    select d, timestamptz '2024-08-01 23:00:00+00' + to_days(d::int) as began from range($first_day, $days) as t(d)
)
