-- grain: one article of the latest sample that nobody has answered yet, in an order that tells nothing of its part.
select i.week, i.article_id, coalesce(o.name, v.source_id) as outlet, v.published_at, v.title, v.sapo, v.url
from core.audit_items as i
join core.article_versions as v on v.version_id = i.version_id
left join core.outlets as o on o.source_id = v.source_id
where i.week = (select max(week) from core.audit_items)
    and not exists (select 1 from core.audit_answers as a where a.week = i.week and a.article_id = i.article_id)
order by md5(i.article_id || i.week)
