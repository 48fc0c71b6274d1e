-- grain: one relevant text to see by the annotator, as stories are to be told from it.
create or replace temp table wanted_story_texts as
select t.*
from core.story_texts as t
where t.annotator_id = $annotator_id and t.text_id in (select text_id from current_to_see)
