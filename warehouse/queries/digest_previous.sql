-- grain: at most one row: the headline numbers of the window before, only if the press was being read from its first day on.
with began as (
    select min(fetched_at) as first_read_at, max(fetched_at) filter (where fetched_at < $first_at) as last_read_at
    from raw.outcomes
    where kind = 'feed' and outcome = 'landed'
),
figure as (
    select
        count(*) as captured,
        count(*) filter (where relevance = 2 and not is_foreign and not is_unsure and here) as "union",
        count(*) filter (where relevance = 1 and not is_foreign and not is_unsure and here) as labour,
        count(distinct coalesce(story_id, text_id)) filter (where relevance >= 1 and not is_foreign and not is_unsure and here) as stories
    from (
        select
            *,
            bool_and(below_line(relevance, relevance_p, strike, $line_p))
                over (partition by is_foreign, coalesce(story_id, text_id)) as is_unsure,
            cast($province as varchar) is null or list_contains(provinces, cast($province as varchar)) as here
        from mart.articles
        where news_at >= $previous_at and news_at < $first_at
    )
)
select f.*
from figure as f, began as b
where f.captured > 0
    and b.first_read_at < $previous_at + interval 24 hours
    and b.last_read_at >= $previous_at
