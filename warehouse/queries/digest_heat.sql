-- grain: one story that became hot in the window.
create or replace temp table digest_heat as
select
    story_id,
    min(news_at) as hot_at,
    round(arg_min(further / expected, (p, news_at)), 1) as growth
from core.story_heat
where is_hot and news_at >= $first_at and news_at < $last_at
group by story_id
