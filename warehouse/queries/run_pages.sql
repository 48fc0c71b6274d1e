-- grain: one landed page of one run as it was read when it was loaded; title, sapo and body null when it was rejected.
select
    i.seq,
    i.source_id,
    i.url,
    i.rejected,
    v.title,
    v.sapo,
    v.body
from core.items as i
left join core.full_versions as v using (version_id)
where i.kind = 'page'
    and i.run_id = $run_id
order by i.seq
