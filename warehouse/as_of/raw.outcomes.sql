-- grain: as raw.outcomes; of the runs known then.
select * from other.raw.outcomes where run_id in (select unnest(from_json($runs, '["varchar"]')))
