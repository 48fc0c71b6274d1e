-- grain: one outlet in one of $runs that asked for article pages of it: one element a page, in the order of asking.
-- A page that shows a wording seen before says nothing new and is left out
insert into core.watched_pages by name
with paragraphs as (
    select run_id, source_id, version_id, unnest(string_split(body, chr(10))) as line
    from core.article_versions
    where origin = 'page'
        and body <> ''
        and fetched_at between $from_at and $to_at
        and run_id in (select unnest($runs::varchar[]))
),
common as (
    select run_id, source_id, line
    from paragraphs
    where length(line) > 40
    group by all
    having count(distinct version_id) > 2
),
repeated as (
    select p.version_id, sum(length(p.line)) as chars
    from paragraphs as p
    join common as c using (run_id, source_id, line)
    group by p.version_id
),
pages as (
    select
        o.source_id,
        o.run_id,
        o.seq,
        o.fetched_at,
        case
            when o.reason in ('blocked', 'robots_disallowed') or i.rejected = 'challenge_page' then 'blocked'
            when o.reason in ('bad_url', 'cancelled', 'redirected_off_host') then 'other'
            when o.reason is not null then 'unreachable'
            when i.rejected in ('not_an_article', 'no_title', 'empty_body', 'not_html') then 'unread'
            when i.rejected is not null then 'other'
            else 'read'
        end as state,
        coalesce(o.reason, i.rejected) as reason,
        coalesce(v.method = 'layout', false) as by_layout,
        v.method = 'noarchive' as is_metadata,
        length(v.body) - coalesce(r.chars, 0) as chars,
        v.published_at is not null and v.date_source is distinct from 'url' as dated,
        v.title,
        coalesce(list_contains(v.disagreements, 'title'), false) as contradicts
    from raw.outcomes as o
    left join (from core.items where kind = 'page' and fetched_at between $from_at and $to_at) as i
        on i.run_id = o.run_id and i.seq = o.seq and i.position = 0
    left join (from core.article_versions where fetched_at between $from_at and $to_at) as v
        on v.version_id = i.version_id
    left join repeated as r on r.version_id = v.version_id
    where o.kind = 'page'
        and o.outcome <> 'not_modified'
        and o.run_id in (select unnest($runs::varchar[]))
        and o.fetched_at between $from_at and $to_at
        and (i.version_id is null or (v.run_id, v.seq) = (o.run_id, o.seq))
)
select
    source_id,
    run_id,
    max(fetched_at) as asked_at,
    list(state order by seq) as states,
    list(by_layout order by seq) as by_layout,
    list(coalesce(chars, 0)::bigint order by seq) as chars,
    list(coalesce(dated, false) order by seq) as dated,
    list(contradicts order by seq) as contradicts,
    count(*) filter (where title is not null) - count(distinct title) as same_titles,
    arg_max(reason, seq) filter (where reason is not null) as reason
from pages
where state <> 'other' and not coalesce(is_metadata, false)
group by all
