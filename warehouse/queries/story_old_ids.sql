-- grain: one id that leads to a story, of those that digests named it by.
select distinct i.story_id as alias_id
from core.digest_items as i
join mart.story_aliases as a on a.alias_id = i.story_id
where a.story_id = $story_id
order by alias_id
