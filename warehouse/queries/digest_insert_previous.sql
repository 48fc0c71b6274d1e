-- grain: one digest: the headline numbers of the window before, only if the press was being read from its first day on.
insert into core.digest_previous (digest_id, captured, "union", labour, stories)
with read as (
    select fetched_at from raw.outcomes where kind = 'feed' and outcome = 'landed'
),
captured as (
    select count(*) as articles from digest_window_articles where news_at >= $previous_at and news_at < $first_at
),
told as (
    select story_id, relevance, bool_and(is_below) over (partition by is_foreign, story_id) as is_unsure
    from digest_candidates
    where not is_inside and not is_foreign
),
route as (
    select distinct digest_id, story_id from core.digest_routes
)
select
    d.digest_id,
    (select articles from captured),
    count(*) filter (where t.relevance = 2),
    count(*) filter (where t.relevance = 1),
    count(distinct t.story_id)
from digest_desks as d
left join route as r on r.digest_id = d.digest_id
left join told as t on t.story_id = r.story_id and not t.is_unsure
where exists (from read where fetched_at < $previous_at + interval 24 hours)
    and exists (from read where fetched_at >= $previous_at and fetched_at < $first_at)
    and (select articles from captured) > 0
group by d.digest_id
