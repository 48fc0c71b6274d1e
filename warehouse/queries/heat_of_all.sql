-- grain: none; core.story_heat tells of all stories again.
reset variable heat_from
