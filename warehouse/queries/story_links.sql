-- grain: one link found on the days $from_day .. $to_day.
select left_id, right_id, weight, day
from core.story_links
where day between $from_day and $to_day
order by left_id, right_id
