-- grain: two texts of which a person said that they tell one event (link) or two (split); of one pair the last word
-- counts. The current texts of the few articles named are found here as core.articles finds them for all
create or replace view core.latest_story_rules as
with said as (
    select * from core.story_corrections where kind <> 'rename'
),
named as (
    select article_id from said
    union
    select other_article_id from said
),
current_text as (
    select article_id, text_id
    from core.article_versions
    where article_id in (select article_id from named)
    qualify row_number() over (
        partition by article_id
        order by (origin = 'page') desc, fetched_at desc, run_id desc, seq desc, position desc
    ) = 1
),
pairs as (
    select
        c.kind,
        least(a.text_id, b.text_id) as left_id,
        greatest(a.text_id, b.text_id) as right_id,
        c.said_at,
        c.correction_id
    from said as c
    join current_text as a on a.article_id = c.article_id
    join current_text as b on b.article_id = c.other_article_id
    where a.text_id <> b.text_id
)
select kind, left_id, right_id, said_at, correction_id
from pairs
qualify row_number() over (partition by left_id, right_id order by said_at desc, correction_id desc) = 1;
