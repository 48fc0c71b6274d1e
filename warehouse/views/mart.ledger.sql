-- grain: one outlet in one run on one digest day (06:00 to 06:00): asked = landed + not_modified + failed,
-- items = articles + duplicates + rejected, duplicates = revisions + repeats, relevant = shown + merged + below_line.
-- The last equation is of the nationwide daily digests: it counts an article where it was first seen, and `relevant`
-- counts articles while the other three count what was done with them
-- key: run_id, source_id, digest_date
create or replace view mart.ledger as
with requests as (
    select
        run_id,
        source_id,
        digest_day(fetched_at) as digest_date,
        count(*) as asked,
        count(*) filter (where outcome = 'landed') as landed,
        count(*) filter (where outcome = 'not_modified') as not_modified,
        count(*) filter (where outcome = 'failed') as failed,
        histogram(reason) filter (where outcome = 'failed') as failed_reasons
    from raw.outcomes
    where in_books(fetched_at)
    group by all
),
feeds as (
    select
        run_id,
        source_id,
        digest_day(fetched_at) as digest_date,
        count(*) filter (where rejected is null) as feeds_read,
        count(*) filter (where rejected is not null) as feeds_broken,
        histogram(rejected) filter (where rejected is not null) as feed_reasons
    from core.items
    where kind = 'feed' and in_books(fetched_at)
    group by all
),
found as (
    select
        run_id,
        source_id,
        digest_day(fetched_at) as digest_date,
        count(*) as items,
        count(*) filter (where outcome = 'article') as articles,
        count(*) filter (where outcome = 'revision') as revisions,
        count(*) filter (where outcome = 'repeat') as repeats,
        count(*) filter (where outcome = 'rejected') as rejected,
        histogram(rejected) filter (where outcome = 'rejected') as rejected_reasons
    from core.item_outcomes
    group by all
),
first_seen as (
    select article_id, run_id, source_id, digest_day(fetched_at) as digest_date
    from core.article_versions
    where article_id in (select article_id from core.digest_items)
    qualify
        row_number() over (partition by article_id order by fetched_at, run_id, seq, position) = 1
        and in_books(fetched_at)
),
told as (
    select
        f.run_id,
        f.source_id,
        f.digest_date,
        count(distinct i.article_id) as relevant,
        count(*) filter (where i.disposition = 'shown') as shown,
        count(*) filter (where i.disposition = 'merged') as merged,
        count(*) filter (where i.disposition = 'below_line') as below_line,
        histogram(i.reason) filter (where i.disposition = 'below_line') as below_line_reasons
    from core.digest_items as i
    join core.digests as d on d.digest_id = i.digest_id and d.period = 'day' and d.scope = 'toan-quoc'
    join first_seen as f on f.article_id = i.article_id
    group by all
)
select
    run_id,
    runs.kind as run_kind,
    runs.started_at,
    source_id,
    coalesce(u.name, source_id) as outlet,
    digest_date,
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
    i.rejected_reasons,
    coalesce(t.relevant, 0) as relevant,
    coalesce(t.shown, 0) as shown,
    coalesce(t.merged, 0) as merged,
    coalesce(t.below_line, 0) as below_line,
    t.below_line_reasons
from requests as r
full join feeds as f using (run_id, source_id, digest_date)
full join found as i using (run_id, source_id, digest_date)
full join told as t using (run_id, source_id, digest_date)
left join raw.runs as runs using (run_id)
left join core.outlets as u using (source_id);
