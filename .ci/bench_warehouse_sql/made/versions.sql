-- the page of every article of a chunk
insert into core.article_versions by name
with texts as (
    select
        i,
        left(string_agg(sentence, ' ') filter (where part = 0), 75) as title,
        string_agg(sentence, ' ') filter (where part = 1) as sapo,
        string_agg(sentence, chr(10)) filter (where part = 2) as body
    from told
    group by i
)
select
    m.version_id,
    m.article_id,
    'bao' || m.outlet as source_id,
    'https://bao' || m.outlet || '.example/' || m.article_id as url,
    t.title,
    t.sapo,
    t.body,
    'Tác giả ' || (hash(m.i) % 4000) as author,
    'Thời sự' as section,
    m.published_at,
    m.published_at::varchar as raw_published,
    'jsonld' as date_source,
    'page' as origin,
    'layout' as method,
    'vccorp' as layout,
    m.text_id,
    m.run_id,
    m.seq,
    0 as position,
    m.fetched_at
from made as m
join texts as t on t.i = m.i
order by m.i
