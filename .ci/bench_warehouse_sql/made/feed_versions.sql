-- a fifth of the articles were seen in a feed first
insert into core.article_versions by name
select
    left(sha256('f' || m.i), 16) as version_id,
    m.article_id,
    v.source_id,
    v.url,
    v.title,
    v.sapo,
    '' as body,
    v.published_at,
    v.raw_published,
    'pubDate' as date_source,
    'feed' as origin,
    left(sha256('u' || m.i), 16) as text_id,
    m.run_id,
    1000000 + m.outlet as seq,
    m.seq as position,
    m.fetched_at - interval 10 minutes as fetched_at
from made as m
join core.article_versions as v on v.version_id = m.version_id
where draw(m.i, 'feed') < 0.2
