-- grain: one relevant text to see by the annotator, as stories are to be told from it.
create or replace temp table wanted_story_texts as
from stories_to_see where annotator_id = $annotator_id
