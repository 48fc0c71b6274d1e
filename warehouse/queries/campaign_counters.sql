-- grain: one counter of a campaign on one day, between $first_date and $last_date where given.
select counter_id, date, value, growth
from mart.plan_series
where
    list_contains($counters, counter_id)
    and date >= coalesce($first_date, date)
    and date <= coalesce($last_date, date)
order by counter_id, date
