-- grain: one wording of an article, with the capture it was read from and the program that read it
-- key: version_id
create or replace view mart.article_versions as
select
    v.version_id,
    v.article_id,
    v.text_id,
    v.source_id,
    coalesce(u.name, v.source_id) as outlet,
    v.url,
    v.title,
    v.sapo,
    v.body,
    v.author,
    v.section,
    v.tags,
    v.published_at,
    v.raw_published,
    v.date_source,
    v.origin,
    v.method,
    v.layout,
    v.disagreements,
    v.fetched_at,
    v.run_id,
    v.seq,
    v.position,
    c.warc_file,
    c.warc_offset,
    c.capture_sha256,
    c.robots,
    c.extractor_id
from core.full_versions as v
left join core.outlets as u on u.source_id = v.source_id
left join mart.captures as c on c.run_id = v.run_id and c.seq = v.seq;
