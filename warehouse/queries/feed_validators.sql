-- grain: one row per feed, sitemap or list URL. The validators of its last good answer, for conditional GET.
select url, etag, last_modified
from raw.outcomes
where kind in ('feed', 'sitemap', 'list') and outcome = 'landed' and (etag is not null or last_modified is not null)
qualify row_number() over (partition by url order by fetched_at desc, run_id desc, seq desc) = 1
order by url
