-- grain: the deciding sentence of an attitude that somebody says, and the role of who says it
create or replace view core.stance_voices as
select
    s.text_id,
    s.annotator_id,
    s.target,
    arg_min(q.role, (q.role = 'unknown', q.position)) as voice
from core.current_stances as s
join core.quotes as q on q.text_id = s.text_id and s.evidence_index between q.sentence and q.last_sentence
group by all;
