-- grain: one wording; its body is empty when the archive holds the very same.
select v.* replace (if(t.version_id is null, v.body, '') as body)
from other.core.article_versions as v
left join core.archived_texts as t on t.version_id = v.version_id and t.body = v.body
