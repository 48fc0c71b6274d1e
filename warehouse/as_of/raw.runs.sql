-- grain: as raw.runs; of the runs known then.
select * from other.raw.runs where run_id in (select unnest(from_json($runs, '["varchar"]')))
