-- grain: one outlet on one digest day; every known outlet has a row for each day on which anything was asked.
-- asked, failed, items go by the time of the request; articles, relevant, union_articles by the time of the news
-- key: digest_date, source_id
create or replace view mart.coverage as
with asked as (
    select
        digest_day(fetched_at) as digest_date,
        source_id,
        count(*) as asked,
        count(*) filter (where outcome = 'failed') as failed
    from raw.outcomes
    group by all
),
found as (
    select digest_day(fetched_at) as digest_date, source_id, count(*) as items
    from core.items
    where kind <> 'feed'
    group by all
),
written as (
    select
        digest_day(coalesce(a.published_at, a.first_seen_at)) as digest_date,
        a.source_id,
        count(*) as articles,
        count(*) filter (where l.relevance > 0) as relevant,
        count(*) filter (where l.relevance = 2) as union_articles,
        count(*) filter (where l.relevance is null) as pending
    from core.articles as a
    left join mart.labels as l on l.text_id = a.text_id
    group by all
),
spine as (
    select d.digest_date, o.source_id
    from (select distinct digest_date from asked) as d
    cross join core.outlets as o
    union
    select digest_date, source_id from asked
    union
    select digest_date, source_id from found
    union
    select digest_date, source_id from written
)
select
    digest_date,
    source_id,
    coalesce(o.name, source_id) as outlet,
    o.kind as outlet_kind,
    coalesce(asked.asked, 0) as asked,
    coalesce(asked.failed, 0) as failed,
    coalesce(found.items, 0) as items,
    coalesce(written.articles, 0) as articles,
    coalesce(written.relevant, 0) as relevant,
    coalesce(written.union_articles, 0) as union_articles,
    coalesce(written.pending, 0) as pending
from spine
left join asked using (digest_date, source_id)
left join found using (digest_date, source_id)
left join written using (digest_date, source_id)
left join core.outlets as o using (source_id);
