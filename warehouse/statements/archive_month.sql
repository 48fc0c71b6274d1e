-- grain: one wording of $month with a body, from the tables and from the archive so far.
select version_id, body, $month::varchar as month
from core.article_versions
where body <> '' and strftime(fetched_at, '%Y-%m') = $month
union
select t.version_id, t.body, t.month
from core.archived_texts as t
where t.month = $month and t.version_id in (select version_id from core.article_versions)
order by version_id
