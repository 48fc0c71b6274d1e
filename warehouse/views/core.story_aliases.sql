-- grain: one article of a story, with the id that its story bears when told from this article on. A story is named
-- after its first article, so every id that it or a story that merged into it ever bore is among these, and leads on
create or replace view core.story_aliases as
select left(sha256('story ' || a.article_id), 16) as alias_id, a.article_id, a.text_id, g.story_id
from core.grouping as g
join core.articles as a on a.text_id = g.text_id;
