-- grain: one outlet in one run that asked for article pages of it: one element a page, in the order of asking.
from core.watched_pages
where is_watched(source_id, asked_at, $since, $earliest, $until, $reaching)
order by source_id, asked_at, run_id
