-- grain: one article whose kept state is not what its wordings say, among those that are not to be looked at anew.
with told as (
    select
        article_id,
        arg_max(version_id, (origin = 'page', fetched_at, run_id, seq, position)) as version_id,
        min(fetched_at) as first_seen_at,
        count(*) as n_versions,
        arg_max(
            published_at, (origin = 'page', fetched_at, run_id, seq, position)
        ) filter (where published_at is not null) as published_at
    from core.article_versions
    group by article_id
)
select coalesce(t.article_id, s.article_id) as article_id, t.version_id as told, s.version_id as kept
from told as t
full join core.article_states as s on s.article_id = t.article_id
where (t.version_id, t.first_seen_at, t.n_versions, t.published_at)
    is distinct from (s.version_id, s.first_seen_at, s.n_versions, s.published_at)
    and coalesce(t.article_id, s.article_id) not in (select article_id from ops.touched_articles)
order by all
