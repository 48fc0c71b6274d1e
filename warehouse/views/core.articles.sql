-- grain: one article in its best version; texts are joined last, so that a filter by time reads few
create or replace view core.articles as
select
    v.article_id,
    v.version_id,
    v.text_id,
    v.source_id,
    v.url,
    v.title,
    v.sapo,
    v.body,
    v.author,
    v.section,
    v.tags,
    r.published_at,
    r.raw_published,
    r.date_source,
    r.dated_by,
    v.origin,
    r.feed_only,
    v.method,
    v.layout,
    r.n_versions,
    r.first_seen_at,
    v.fetched_at,
    v.run_id,
    v.seq,
    v.position,
    v.disagreements
from core.best_versions as r
join core.full_versions as v on v.version_id = r.version_id and v.fetched_at = r.fetched_at;
