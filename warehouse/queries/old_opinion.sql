-- grain: one cell of opinion whose week was over before the Monday $cutoff
select week_date, source_id, post_id, topic, province, target, stance, intent, valence, comments, voices
from core.opinion_cells
where week_date < $cutoff
order by all
