-- grain: one page version read by a layout, at most $sample of each outlet, those fetched last first.
select
    source_id,
    url,
    run_id,
    seq
from core.article_versions
where origin = 'page'
    and layout is not null
    and body <> ''
qualify row_number() over (partition by source_id order by fetched_at desc, run_id desc, seq desc) <= $sample
order by run_id, seq
