-- grain: one row per page of an organisation on a social network that is read.
select source_id, name from core.pages order by source_id
