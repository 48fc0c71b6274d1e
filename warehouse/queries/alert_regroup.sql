-- grain: one article of alert_articles whose text $stories (JSON object: text to story) names, put into that story.
update alert_articles
set story_id = told.story_id
from (
    select unnest(json_keys($stories)) as text_id, unnest(json_extract_string($stories, '$.*')) as story_id
) as told
where alert_articles.text_id = told.text_id
