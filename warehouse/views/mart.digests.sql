-- grain: one digest as composed; relevant = shown + merged + below_line
-- key: digest_id
create or replace view mart.digests as
with listed as (
    select
        digest_id,
        count(*) filter (where disposition = 'shown') as shown,
        count(*) filter (where disposition = 'merged') as merged,
        count(*) filter (where disposition = 'below_line') as below_line,
        histogram(reason) filter (where disposition = 'below_line') as below_line_reasons
    from core.digest_items
    group by digest_id
),
seen as (
    select
        digest_id,
        count(*) as outlets,
        count(*) filter (where state = 'silent') as outlets_silent,
        count(*) filter (where state = 'failed') as outlets_failed
    from core.digest_outlets
    group by digest_id
),
sent as (
    select digest_id, count(*) as recipients, max(sent_at) as last_sent_at
    from core.deliveries
    group by digest_id
)
select
    d.digest_id,
    d.period,
    d.scope,
    d.scope_name,
    d.day as digest_date,
    d.first_at,
    d.last_at,
    d.subject,
    d.annotator_id,
    d.as_of_run_id,
    d.n_articles as articles,
    d.n_relevant as relevant,
    coalesce(l.shown, 0) as shown,
    coalesce(l.merged, 0) as merged,
    coalesce(l.below_line, 0) as below_line,
    l.below_line_reasons,
    coalesce(s.outlets, 0) as outlets,
    coalesce(s.outlets_silent, 0) as outlets_silent,
    coalesce(s.outlets_failed, 0) as outlets_failed,
    coalesce(t.recipients, 0) as recipients,
    t.last_sent_at
from core.digests as d
left join listed as l using (digest_id)
left join seen as s using (digest_id)
left join sent as t using (digest_id);
