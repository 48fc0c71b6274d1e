-- grain: one digest; n_relevant is counted here from the articles themselves, apart from the items.
insert into core.digests (
    digest_id, period, scope, day, first_at, last_at, subject, annotator_id, as_of_run_id, n_articles, n_relevant
)
with candidate as (
    select
        relevance,
        news_at >= $first_at and news_at < $last_at as inside,
        -- published in the window before, first seen in this one, and not in the digest that should have had it
        news_at >= $previous_at and news_at < $first_at
        and first_seen_at >= $first_at and first_seen_at < $last_at
        and exists (select 1 from core.digests where digest_id = $previous_id)
        and article_id not in (select article_id from core.digest_items where digest_id = $previous_id) as late,
        cast($province as varchar) is null or list_contains(provinces, cast($province as varchar)) as here
    from mart.articles
    where news_at >= $previous_at and news_at < $last_at
)
select
    $digest_id,
    $period,
    $scope,
    $day,
    $first_at,
    $last_at,
    '',
    (select annotator_id from core.annotators where active),
    (select max(run_id) from raw.runs),
    count(*) filter (where inside),
    count(*) filter (where relevance >= 1 and here and (inside or late))
from candidate
