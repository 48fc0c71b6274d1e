-- grain: one text that is the current state of an article: its first article's wording is read for campaigns, messages,
-- spotlights and rebuttals, whatever the model says of it, so that labels never decide what a plan's figures count
create or replace view core.wanted_plan_readings as
select text_id, version_id, fetched_at
from core.articles
qualify row_number() over (partition by text_id order by published_at nulls last, first_seen_at, article_id) = 1;
