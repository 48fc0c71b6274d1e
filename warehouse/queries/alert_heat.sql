-- grain: one article that made a story of alert_articles hot.
create or replace temp table alert_heat as
select h.story_id, h.article_id, h.news_at, h.voices
from core.story_heat as h
where h.is_hot and h.story_id in (select story_id from alert_articles)
