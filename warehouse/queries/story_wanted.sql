-- grain: one relevant text to see by the annotator, as stories are to be told from it.
create or replace temp table wanted_story_texts as
select t.*
from core.story_texts as t
semi join texts_to_see as s on s.text_id = t.text_id
where t.annotator_id = $annotator_id
