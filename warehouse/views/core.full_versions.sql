-- grain: one wording with its body, from the tables or from the archive; recent ones never touch the archive
create or replace view core.full_versions as
select * from core.article_versions where not (body = '' and origin = 'page')
union all by name
select v.* replace (coalesce(t.body, '') as body)
from core.article_versions as v
left join core.archived_texts as t on t.version_id = v.version_id
where v.body = '' and v.origin = 'page';
