-- grain: one relevant text by the annotator, as stories are to be told from it; read once for changes and documents.
create or replace temp table wanted_story_texts as
select * from core.story_texts where annotator_id = $annotator_id
