-- grain: one text to look at: touched in the turns after $seen_turn up to $now_turn, or of whose stories people said
-- something: what they say of one article may reach another's.
create or replace temp table texts_to_see as
select text_id from ops.touched_texts where turn > $seen_turn and turn <= $now_turn
union
select left_id from core.latest_story_rules
union
select right_id from core.latest_story_rules
union
select text_id from core.placements where rules <> ''
