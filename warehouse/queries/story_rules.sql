-- grain: two texts that people joined or parted; the last word first.
select kind, left_id, right_id from core.latest_story_rules order by said_at desc, correction_id desc
