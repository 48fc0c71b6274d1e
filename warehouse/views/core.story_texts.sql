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
    a.text_id,
    n.annotator_id,
    a.version_id,
    a.article_id,
    a.source_id,
    coalesce(a.published_at, a.first_seen_at) as news_at,
    coalesce(r.rules, '') as rules
from core.articles as a
join core.current_annotations as n on n.text_id = a.text_id
left join ruled as r on r.text_id = a.text_id
where n.relevance >= 1
qualify row_number() over (
    partition by a.text_id, n.annotator_id
    order by a.published_at nulls last, a.first_seen_at, a.article_id
) = 1;
