-- grain: one row per day or week for which a digest was composed.
select distinct period, day from core.digests where day between $first_date and $last_date order by all
