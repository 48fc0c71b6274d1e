-- grain: one run that must be read again by the watch because $runs, between $from_at and $to_at, showed wordings of its
-- pages earlier than it did: it asked later, so nothing older is read.
with shown as (
    select version_id
    from core.article_versions
    where origin = 'page' and fetched_at between $from_at and $to_at and run_id in (select unnest($runs::varchar[]))
)
select distinct run_id
from core.items
where fetched_at >= $from_at
    and version_id in (select version_id from shown)
    and run_id not in (select unnest($runs::varchar[]))
order by run_id
