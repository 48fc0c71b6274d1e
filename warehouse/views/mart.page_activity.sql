-- grain: one page that is followed and day (Việt Nam) between the day its posts are known from and the last asking that
-- went well; a day without posts has a row, so that silence can be counted. An export tells of the days of its posts
-- only: after the last of them nothing is known. The day of the last asking is not over: short of the plan it is undecided
-- key: activity_date, source_id
create or replace view mart.page_activity as
with asked as (
    select
        o.source_id,
        max(local_date(o.fetched_at)) filter (where r.kind = 'social') as last_date
    from raw.page_outcomes as o
    join raw.runs as r on r.run_id = o.run_id
    where o.outcome = 'landed'
    group by all
),
known as (
    select
        p.source_id,
        min(p.published_date) as first_date,
        greatest(any_value(a.last_date), max(p.published_date)) as last_date,
        coalesce(any_value(a.last_date), max(p.published_date)) as open_date
    from mart.posts as p
    join asked as a on a.source_id = p.source_id
    group by all
),
day as (
    select
        source_id,
        open_date,
        cast(unnest(generate_series(first_date, last_date, interval 1 day)) as date) as activity_date
    from known
)
select
    d.activity_date,
    d.source_id,
    coalesce(g.name, d.source_id) as page,
    g.owner,
    g.platform,
    count(p.post_id) as posts,
    count(p.post_id) filter (where p.relevance >= 1) as relevant_posts,
    case
        when count(p.post_id) >= 4 then true
        when any_value(d.activity_date) < any_value(d.open_date) then false
    end as meets_plan,
    cast(coalesce(sum(p.shares), 0) as bigint) as shares,
    cast(coalesce(sum(p.reactions), 0) as bigint) as reactions,
    cast(coalesce(sum(p.comments), 0) as bigint) as comments,
    cast(coalesce(sum(p.views), 0) as bigint) as views
from day as d
left join mart.posts as p on p.source_id = d.source_id and p.published_date = d.activity_date
left join core.pages as g on g.source_id = d.source_id
group by all;
