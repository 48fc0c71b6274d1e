-- grain: one relevant text of [$first, $last), at most $most of them: an even draw by text_id, which is a hash.
select a.text_id, v.title, v.sapo, v.body, v.source_id, v.published_at
from (select distinct text_id from core.judged_articles where month >= $first and month < $last) as a
join core.full_versions as v on v.text_id = a.text_id
qualify row_number() over (partition by v.text_id order by v.published_at nulls last, v.fetched_at, v.version_id) = 1
order by a.text_id
limit $most
