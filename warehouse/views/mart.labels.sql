-- grain: one text labelled by the active annotator, people's corrections laid over it; an irrelevant text has no attitude,
-- as certainly as it is irrelevant
-- key: text_id
create or replace view mart.labels as
with topic as (
    select
        text_id,
        annotator_id,
        list(code order by p desc, code) as topics,
        list(p order by p desc, code) as topics_p
    from core.current_topics
    group by all
),
place as (
    select text_id, annotator_id, list(province order by province) as provinces
    from core.current_places
    group by all
)
select
    a.text_id,
    a.annotator_id,
    a.relevance,
    a.relevance_p,
    coalesce(t.topics, []) as topics,
    coalesce(t.topics_p, []) as topics_p,
    a.valence,
    a.valence_p,
    if(a.relevance = 0, coalesce(cong_doan.label, 'none'), cong_doan.label) as stance_cong_doan,
    if(a.relevance = 0, coalesce(cong_doan.p, a.relevance_p), cong_doan.p) as stance_cong_doan_p,
    if(a.relevance = 0, coalesce(cong_doan.abstain, false), cong_doan.abstain) as stance_cong_doan_abstain,
    cong_doan.evidence as stance_cong_doan_evidence,
    cong_doan.evidence_index as stance_cong_doan_evidence_index,
    cong_doan.against_p as stance_cong_doan_against_p,
    cong_doan.against_evidence as stance_cong_doan_against_evidence,
    if(a.relevance = 0, coalesce(chinh_sach.label, 'none'), chinh_sach.label) as stance_chinh_sach,
    if(a.relevance = 0, coalesce(chinh_sach.p, a.relevance_p), chinh_sach.p) as stance_chinh_sach_p,
    if(a.relevance = 0, coalesce(chinh_sach.abstain, false), chinh_sach.abstain) as stance_chinh_sach_abstain,
    chinh_sach.evidence as stance_chinh_sach_evidence,
    chinh_sach.evidence_index as stance_chinh_sach_evidence_index,
    if(a.relevance = 0, coalesce(doanh_nghiep.label, 'none'), doanh_nghiep.label) as stance_doanh_nghiep,
    if(a.relevance = 0, coalesce(doanh_nghiep.p, a.relevance_p), doanh_nghiep.p) as stance_doanh_nghiep_p,
    if(a.relevance = 0, coalesce(doanh_nghiep.abstain, false), doanh_nghiep.abstain) as stance_doanh_nghiep_abstain,
    doanh_nghiep.evidence as stance_doanh_nghiep_evidence,
    doanh_nghiep.evidence_index as stance_doanh_nghiep_evidence_index,
    coalesce(p.provinces, []) as provinces,
    a.sector,
    a.level,
    a.strike,
    a.is_foreign,
    len(a.corrected_fields) > 0 as corrected,
    a.corrected_fields
from core.current_annotations as a
join core.annotators as active on active.annotator_id = a.annotator_id and active.active
left join topic as t on t.text_id = a.text_id and t.annotator_id = a.annotator_id
left join core.current_stances as cong_doan
    on cong_doan.text_id = a.text_id and cong_doan.annotator_id = a.annotator_id and cong_doan.target = 'cong_doan'
left join core.current_stances as chinh_sach
    on chinh_sach.text_id = a.text_id and chinh_sach.annotator_id = a.annotator_id and chinh_sach.target = 'chinh_sach'
left join core.current_stances as doanh_nghiep
    on doanh_nghiep.text_id = a.text_id and doanh_nghiep.annotator_id = a.annotator_id and doanh_nghiep.target = 'doanh_nghiep'
left join place as p on p.text_id = a.text_id and p.annotator_id = a.annotator_id;
