-- grain: one relevant text that is the current state of an article: its first article's wording is read for bodies
-- and quotes, with the provinces of the text as context
create or replace view core.wanted_readings as
with place as (
    select p.text_id, list(p.province order by p.province) as provinces
    from core.current_places as p
    join core.annotators as active on active.annotator_id = p.annotator_id and active.active
    group by p.text_id
)
select a.text_id, a.version_id, coalesce(p.provinces, []) as provinces
from core.articles as a
join core.current_annotations as n on n.text_id = a.text_id
join core.annotators as active on active.annotator_id = n.annotator_id and active.active
left join place as p on p.text_id = a.text_id
where n.relevance >= 1
qualify row_number() over (partition by a.text_id order by a.published_at nulls last, a.first_seen_at, a.article_id) = 1;
