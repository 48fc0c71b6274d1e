-- grain: one relevant text, told as today's program would: it joined the first text of its story, if that isn't itself
insert into core.placements
select
    t.text_id, t.version_id, t.article_id, t.source_id, t.news_at, t.rules, $grouper,
    floor((epoch(t.news_at) / 3600 + 7) / 24)::int as day,
    nullif(f.first_id, t.text_id) as parent,
    if(f.first_id = t.text_id, null, day) as joined
from core.story_texts as t
join (
    select g.text_id, arg_min(s.text_id, (s.news_at, s.text_id)) over (partition by g.story_id) as first_id
    from core.grouping as g
    join core.story_texts as s on s.text_id = g.text_id
) as f on f.text_id = t.text_id
