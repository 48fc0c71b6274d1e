-- grain: one story that was told by so many at once, against the press's rhythm, that chance hardly explains it
-- key: story_id
create or replace view mart.hot_spots as
select
    story_id,
    min(news_at) as hot_at,
    max(news_at) as last_hot_at,
    arg_min(voices, (p, news_at)) as voices,
    round(arg_min(expected, (p, news_at)), 2) as expected,
    round(arg_min(further / expected, (p, news_at)), 1) as growth,
    min(p) as p
from core.story_heat
where is_hot
group by story_id;
