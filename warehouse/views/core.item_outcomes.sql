-- grain: one item that is not a feed, and the one thing it counted as: the first sighting of an article, a new
-- wording of a known one (revision), a wording seen before (repeat), or rejected for a reason
create or replace view core.item_outcomes as
with first_sightings as (
    select
        article_id,
        min((fetched_at, run_id, seq, position)) as seen_first
    from core.article_versions
    where article_id in (select article_id from core.items where in_books(fetched_at))
    group by article_id
)
select
    i.run_id,
    i.seq,
    i.position,
    i.kind,
    i.source_id,
    i.url,
    i.article_id,
    i.version_id,
    i.fetched_at,
    case
        when i.rejected is not null then 'rejected'
        when (i.fetched_at, i.run_id, i.seq, i.position) = f.seen_first then 'article'
        when (i.run_id, i.seq, i.position) = (v.run_id, v.seq, v.position) then 'revision'
        when v.version_id is not null then 'repeat'
    end as outcome,
    i.rejected,
    i.detail
from core.items as i
left join core.article_versions as v on v.version_id = i.version_id
left join first_sightings as f on f.article_id = v.article_id
where i.kind <> 'feed' and in_books(i.fetched_at);
