-- grain: one thing a person said of stories; articles stand for their stories
-- key: correction_id
create or replace view mart.story_corrections as
select correction_id, kind, article_id, other_article_id, title, said_by, said_at
from core.story_corrections;
