-- grain: one outlet in one run; asked = landed + not_modified + failed,
-- items = articles + duplicates + rejected, duplicates = revisions + repeats
-- key: run_id, source_id
create or replace view mart.ledger as
with requests as (
    select
        run_id,
        source_id,
        count(*) as asked,
        count(*) filter (where outcome = 'landed') as landed,
        count(*) filter (where outcome = 'not_modified') as not_modified,
        count(*) filter (where outcome = 'failed') as failed,
        histogram(reason) filter (where outcome = 'failed') as failed_reasons
    from raw.outcomes
    group by all
),
feeds as (
    select
        run_id,
        source_id,
        count(*) filter (where rejected is null) as feeds_read,
        count(*) filter (where rejected is not null) as feeds_broken,
        histogram(rejected) filter (where rejected is not null) as feed_reasons
    from core.items
    where kind = 'feed'
    group by all
),
found as (
    select
        run_id,
        source_id,
        count(*) as items,
        count(*) filter (where outcome = 'article') as articles,
        count(*) filter (where outcome = 'revision') as revisions,
        count(*) filter (where outcome = 'repeat') as repeats,
        count(*) filter (where outcome = 'rejected') as rejected,
        histogram(rejected) filter (where outcome = 'rejected') as rejected_reasons
    from core.item_outcomes
    group by all
)
select
    run_id,
    runs.kind as run_kind,
    runs.started_at,
    source_id,
    coalesce(u.name, source_id) as outlet,
    coalesce(r.asked, 0) as asked,
    coalesce(r.landed, 0) as landed,
    coalesce(r.not_modified, 0) as not_modified,
    coalesce(r.failed, 0) as failed,
    r.failed_reasons,
    coalesce(f.feeds_read, 0) as feeds_read,
    coalesce(f.feeds_broken, 0) as feeds_broken,
    f.feed_reasons,
    coalesce(i.items, 0) as items,
    coalesce(i.articles, 0) as articles,
    coalesce(i.revisions + i.repeats, 0) as duplicates,
    coalesce(i.revisions, 0) as revisions,
    coalesce(i.repeats, 0) as repeats,
    coalesce(i.rejected, 0) as rejected,
    i.rejected_reasons
from requests as r
full join feeds as f using (run_id, source_id)
full join found as i using (run_id, source_id)
left join raw.runs as runs using (run_id)
left join core.outlets as u using (source_id);
