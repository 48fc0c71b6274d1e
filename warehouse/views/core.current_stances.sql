-- grain: the attitude of one text toward one target by one annotator, people's corrections laid over it: certain, with
-- the sentence they named, else the model's when it came to the same label, and no doubt is left. A text found irrelevant
-- has no attitude. Nothing is sure of a text that may criticise the union after all: figures and stories say the same
create or replace view core.current_stances as
with said as (
    select text_id, replace(field, 'stance_', '') as target, value as label, evidence, evidence_index
    from core.latest_corrections
    where field in ('stance_cong_doan', 'stance_chinh_sach', 'stance_doanh_nghiep')
),
irrelevant as (
    select text_id from core.latest_corrections where field = 'relevance' and value = '0'
)
select
    m.text_id,
    m.annotator_id,
    m.target,
    m.label,
    m.p,
    m.abstain or m.against_p is not null as abstain,
    m.evidence,
    m.evidence_index,
    m.against_p,
    m.against_evidence
from core.stances as m
anti join irrelevant as i on i.text_id = m.text_id
anti join said on said.text_id = m.text_id and said.target = m.target
union all
select
    a.text_id,
    a.annotator_id,
    s.target,
    s.label,
    1.0,
    false,
    coalesce(s.evidence, if(m.label = s.label, m.evidence, null)),
    coalesce(s.evidence_index, if(m.label = s.label, m.evidence_index, null)),
    null,
    null
from core.annotations as a
join said as s on s.text_id = a.text_id
left join core.stances as m on m.text_id = a.text_id and m.annotator_id = a.annotator_id and m.target = s.target
anti join irrelevant as i on i.text_id = a.text_id;
