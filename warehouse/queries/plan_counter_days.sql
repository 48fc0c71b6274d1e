-- grain: one row per counter and day with a value.
select counter_id, date from mart.plan_series where date between $first_date and $last_date order by all
