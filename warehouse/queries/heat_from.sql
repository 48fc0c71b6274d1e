-- grain: none; core.story_heat tells of stories with an article since $from_at only, until heat_of_all.
set variable heat_from = cast($from_at as timestamptz)
