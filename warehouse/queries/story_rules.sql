-- grain: two texts that people joined or parted.
select kind, left_id, right_id from core.latest_story_rules order by left_id, right_id
