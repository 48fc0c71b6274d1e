-- grain: one run that must be read again by the watch because $runs showed wordings of its pages earlier than it did.
select distinct i.run_id
from core.items as i
join core.article_versions as v on v.version_id = i.version_id
where v.run_id in (select unnest($runs::varchar[]))
    and i.kind = 'page'
    and i.run_id not in (select unnest($runs::varchar[]))
order by i.run_id
