-- grain: one relevant text by one annotator that is the current state of an article; its earliest article gives outlet,
-- time and wording; rules names what people said of its story
create or replace view core.story_texts as
with ruled as (
    select text_id, string_agg(correction_id, ' ' order by correction_id) as rules
    from (
        select left_id as text_id, correction_id from core.latest_story_rules
        union
        select right_id, correction_id from core.latest_story_rules
    )
    group by text_id
)
select
    t.text_id,
    n.annotator_id,
    t.version_id,
    t.article_id,
    t.source_id,
    t.news_at,
    t.fetched_at,
    coalesce(r.rules, '') as rules
from core.current_texts as t
join core.current_annotations as n on n.text_id = t.text_id
left join ruled as r on r.text_id = t.text_id
where n.relevance >= 1;
