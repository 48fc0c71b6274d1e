-- grain: one request of a run and what became of it; what landed lies in the WARC file of its run, from an offset on
-- key: run_id, seq
create or replace view mart.captures as
select
    o.run_id,
    o.seq,
    r.kind as run_kind,
    o.source_id,
    coalesce(u.name, o.source_id) as outlet,
    o.kind,
    o.url,
    o.final_url,
    o.outcome,
    o.reason,
    o.status,
    o.robots,
    o.fetched_at,
    digest_day(o.fetched_at) as digest_date,
    o.n_bytes,
    o.sha256 as capture_sha256,
    if(o.warc_offset is null, null, 'landed/' || o.run_id || '/capture.warc.gz') as warc_file,
    o.warc_offset,
    r.extractor_id
from raw.outcomes as o
left join raw.runs as r on r.run_id = o.run_id
left join core.outlets as u on u.source_id = o.source_id;
