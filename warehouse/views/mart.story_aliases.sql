-- grain: one id that a story bore, or may have borne, before an earlier article was found or it merged into another
-- key: alias_id
create or replace view mart.story_aliases as
select alias_id, story_id, article_id
from core.story_aliases
where alias_id <> story_id;
