-- grain: two texts of which a person said that they tell one event (link) or two (split); of one pair the last word counts
create or replace view core.latest_story_rules as
with pairs as (
    select
        c.kind,
        least(a.text_id, b.text_id) as left_id,
        greatest(a.text_id, b.text_id) as right_id,
        c.said_at,
        c.correction_id
    from core.story_corrections as c
    join core.articles as a on a.article_id = c.article_id
    join core.articles as b on b.article_id = c.other_article_id
    where c.kind <> 'rename' and a.text_id <> b.text_id
)
select kind, left_id, right_id, said_at, correction_id
from pairs
qualify row_number() over (partition by left_id, right_id order by said_at desc, correction_id desc) = 1;
