-- grain: one wording of the relation `wanted` in a stretch of time and its body, as core.full_versions tells it. Its filter
-- on bodies comes after the choice here: before, it would unpack those of all wordings
with chosen as materialized (
    select version_id, origin, body
    from core.article_versions
    where fetched_at between $first_at and $last_at and version_id in (from wanted)
)
select version_id, body from chosen where not (body = '' and origin = 'page')
union all
select c.version_id, coalesce(t.body, '')
from chosen as c
left join core.archived_texts as t on t.version_id = c.version_id
where c.body = '' and c.origin = 'page'
