-- grain: one digest; n_relevant is counted here from the articles themselves, apart from the items.
insert into core.digests (
    digest_id, period, scope, scope_name, day, first_at, last_at, subject, annotator_id, as_of_run_id, n_articles,
    n_relevant
)
select
    d.digest_id,
    $period,
    d.scope,
    d.scope_name,
    $day,
    $first_at,
    $last_at,
    '',
    (select annotator_id from core.annotators where active),
    (select max(run_id) from raw.runs),
    (
        select count(*) from digest_window_articles where news_at >= $first_at and news_at < $last_at
    ),
    (select count(*) from digest_members as m where m.digest_id = d.digest_id)
from digest_desks as d
