-- grain: one outlet, and of which kind it is.
select source_id, kind from core.outlets order by source_id
