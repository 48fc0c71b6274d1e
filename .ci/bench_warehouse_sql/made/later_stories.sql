-- two hundred older texts go to another story
update core.grouping
set story_id = left(sha256('story ' || $days || text_id), 16)
where text_id in (select text_id from core.grouping where duplicate_of is null order by hash(text_id, $days, 'story') limit 200)
