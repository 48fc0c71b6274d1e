insert into core.items
select
    run_id, seq, 0, 'page', 'bao' || outlet, 'https://bao' || outlet || '.example/' || article_id, article_id, version_id,
    null, null, fetched_at
from made
