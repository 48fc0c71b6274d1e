-- grain: one page that is followed, how its network answered last
-- key: source_id
create or replace view mart.page_health as
with last_run as (
    select
        source_id,
        run_id,
        max(fetched_at) as asked_at,
        count(*) as requests,
        count(*) filter (where outcome = 'failed') as failed,
        max(reason) as reason
    from raw.page_outcomes
    where url not like 'export:%'
    group by source_id, run_id
    qualify row_number() over (partition by source_id order by asked_at desc, run_id desc) = 1
),
whole as (
    select source_id, max(asked_at) as whole_at
    from (
        select source_id, run_id, max(fetched_at) as asked_at
        from raw.page_outcomes
        group by all
        having bool_and(outcome = 'landed')
    )
    group by all
)
select
    g.source_id,
    g.name as page,
    g.owner,
    g.platform,
    r.asked_at,
    w.whole_at,
    coalesce(r.requests, 0) as requests,
    coalesce(r.failed, 0) as failed,
    r.reason
from core.pages as g
left join last_run as r on r.source_id = g.source_id
left join whole as w on w.source_id = g.source_id
where g.is_followed;
