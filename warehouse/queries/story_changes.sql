-- grain: one text to see that must be told anew: new, gone, or of another time, outlet, wording or rule than it was told
-- from.
select w.news_at as is_at, p.news_at as was_at
from wanted_story_texts as w
full join (
    select placed.* from core.placements as placed semi join texts_to_see as s on s.text_id = placed.text_id
) as p on p.text_id = w.text_id
where (w.version_id, w.article_id, w.source_id, w.news_at, w.rules, $grouper_id)
    is distinct from (p.version_id, p.article_id, p.source_id, p.news_at, p.rules, p.grouper_id)
