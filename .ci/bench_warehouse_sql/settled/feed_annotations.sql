-- what feeds said before the page was read has its labels, too
insert into core.annotations by name
select distinct on (f.text_id) n.* replace (f.text_id as text_id)
from core.article_versions as f
join core.article_states as s on s.article_id = f.article_id
join core.annotations as n on n.text_id = s.text_id and n.annotator_id = $annotator
where f.origin = 'feed' and f.text_id <> s.text_id
