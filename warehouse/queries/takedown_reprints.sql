-- grain: one article of another outlet that repeats one of $ids: the same words, or found to be its copy or original.
with own as (
    select distinct text_id from core.article_versions where article_id in (select unnest(from_json($ids, '["varchar"]')))
),
kin as (
    select text_id from own
    union
    select g.text_id from core.grouping as g join own on own.text_id = g.duplicate_of
    union
    select g.duplicate_of from core.grouping as g join own on own.text_id = g.text_id where g.duplicate_of is not null
)
select distinct a.article_id, coalesce(o.name, a.source_id) as outlet, a.title, a.url
from core.articles as a
join kin on kin.text_id = a.text_id
left join core.outlets as o on o.source_id = a.source_id
where a.article_id not in (select unnest(from_json($ids, '["varchar"]')))
order by outlet, a.url
