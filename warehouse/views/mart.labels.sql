-- grain: one text labelled by the active annotator
create or replace view mart.labels as
with topic as (
    select
        text_id,
        annotator_id,
        list(code order by p desc, code) as topics,
        list(p order by p desc, code) as topics_p
    from core.topics
    group by all
),
stance as (
    select
        text_id,
        annotator_id,
        any_value({'label': label, 'p': p, 'abstain': abstain, 'evidence': evidence, 'at': evidence_index})
            filter (where target = 'cong_doan') as cong_doan,
        any_value({'label': label, 'p': p, 'abstain': abstain, 'evidence': evidence, 'at': evidence_index})
            filter (where target = 'chinh_sach') as chinh_sach,
        any_value({'label': label, 'p': p, 'abstain': abstain, 'evidence': evidence, 'at': evidence_index})
            filter (where target = 'doanh_nghiep') as doanh_nghiep
    from core.stances
    group by all
),
place as (
    select text_id, annotator_id, list(province order by province) as provinces
    from core.places
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
    s.cong_doan.label as stance_cong_doan,
    s.cong_doan.p as stance_cong_doan_p,
    s.cong_doan.abstain as stance_cong_doan_abstain,
    s.cong_doan.evidence as stance_cong_doan_evidence,
    s.cong_doan.at as stance_cong_doan_evidence_index,
    s.chinh_sach.label as stance_chinh_sach,
    s.chinh_sach.p as stance_chinh_sach_p,
    s.chinh_sach.abstain as stance_chinh_sach_abstain,
    s.chinh_sach.evidence as stance_chinh_sach_evidence,
    s.chinh_sach.at as stance_chinh_sach_evidence_index,
    s.doanh_nghiep.label as stance_doanh_nghiep,
    s.doanh_nghiep.p as stance_doanh_nghiep_p,
    s.doanh_nghiep.abstain as stance_doanh_nghiep_abstain,
    s.doanh_nghiep.evidence as stance_doanh_nghiep_evidence,
    s.doanh_nghiep.at as stance_doanh_nghiep_evidence_index,
    coalesce(p.provinces, []) as provinces,
    a.sector,
    a.level,
    a.strike,
    a.is_foreign
from core.annotations as a
join core.annotators as active on active.annotator_id = a.annotator_id and active.active
left join topic as t on t.text_id = a.text_id and t.annotator_id = a.annotator_id
left join stance as s on s.text_id = a.text_id and s.annotator_id = a.annotator_id
left join place as p on p.text_id = a.text_id and p.annotator_id = a.annotator_id;
