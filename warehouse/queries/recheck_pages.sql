-- grain: one page to be fetched again, at most $most of an outlet: of an article first seen in the 48 hours before $at,
-- if a feed has changed its title, summary or time since the page was asked for last, or else once, 6 to 24 hours
-- after the page was first landed and if nobody has asked for it since. Validators are those of its last good answer
with pages as (
    select
        article_id,
        min(fetched_at) as first_seen_at,
        min(fetched_at) filter (where origin = 'page') as first_page_at,
        arg_max(source_id, (fetched_at, run_id, seq)) filter (where origin = 'page') as source_id,
        arg_max(url, (fetched_at, run_id, seq)) filter (where origin = 'page') as url
    from core.article_versions
    group by article_id
    having first_page_at is not null and first_seen_at > cast($at as timestamptz) - interval 48 hours
),
asked as (
    select
        p.article_id,
        max(o.fetched_at) as asked_at,
        count(*) as times,
        arg_max(o.etag, (o.fetched_at, o.run_id, o.seq)) filter (where o.outcome = 'landed') as etag,
        arg_max(o.last_modified, (o.fetched_at, o.run_id, o.seq)) filter (where o.outcome = 'landed') as last_modified
    from pages as p
    join raw.outcomes as o on o.kind = 'page' and o.url = p.url
    where o.reason is distinct from 'cancelled'
    group by p.article_id
),
-- what one feed said of an article, in turn: two feeds may word one article differently without any change
said as (
    select
        v.article_id,
        v.fetched_at,
        row_number() over (partition by v.article_id, o.url order by v.fetched_at, v.run_id, v.seq, v.position) as turn
    from pages as p
    join core.article_versions as v on v.article_id = p.article_id and v.origin = 'feed'
    join raw.outcomes as o on o.run_id = v.run_id and o.seq = v.seq
),
changed as (
    select article_id, max(fetched_at) as changed_at
    from said
    where turn > 1
    group by article_id
)
select
    p.url,
    p.article_id,
    p.source_id,
    coalesce(c.changed_at > a.asked_at, false) as is_changed,
    a.etag,
    a.last_modified
from pages as p
join asked as a using (article_id)
left join changed as c using (article_id)
where
    c.changed_at > a.asked_at
    or (
        a.times = 1
        and p.first_page_at between cast($at as timestamptz) - interval 24 hours
            and cast($at as timestamptz) - interval 6 hours
    )
qualify row_number() over (
    partition by p.source_id
    order by c.changed_at > a.asked_at desc nulls last, p.first_page_at desc, p.url
) <= $most
order by p.source_id, is_changed desc, p.first_page_at desc, p.url
