-- the links of days that are told anew
delete from core.story_links where day >= $day
