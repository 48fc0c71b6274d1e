-- grain: as core.items; of the runs known then.
select * from other.core.items where run_id in (select unnest(from_json($runs, '["varchar"]')))
