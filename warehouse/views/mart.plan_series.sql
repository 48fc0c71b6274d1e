-- grain: one counter on one day: the word said last, and what it grew by since the day before it that has a value
-- key: counter_id, date
create or replace view mart.plan_series as
with latest as (
    select counter_id, date, value, said_by, said_at
    from core.series_points
    qualify row_number() over (partition by counter_id, date order by said_at desc, point_id desc) = 1
)
select
    counter_id,
    date,
    value,
    value - lag(value) over (partition by counter_id order by date) as growth,
    said_by,
    said_at
from latest;
