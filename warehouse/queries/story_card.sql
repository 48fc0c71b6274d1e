-- grain: one story.
select * from mart.stories where story_id = $story_id
