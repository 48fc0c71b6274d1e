-- grain: one text of whose attitudes mart.stances tells more than mart.articles
create table main.attitudes as
select
    text_id,
    any_value(more) filter (where target = 'cong_doan') as more_cong_doan,
    any_value(more) filter (where target = 'chinh_sach') as more_chinh_sach,
    any_value(more) filter (where target = 'doanh_nghiep') as more_doanh_nghiep
from (
    select
        s.text_id,
        s.target,
        struct_pack(
            evidence_index := s.evidence_index,
            against_p := s.against_p,
            against_evidence := s.against_evidence,
            voice := v.voice
        ) as more
    from core.current_stances as s
    join core.annotators as active on active.annotator_id = s.annotator_id and active.active
    left join core.stance_voices as v on v.text_id = s.text_id and v.annotator_id = s.annotator_id and v.target = s.target
    where s.evidence_index is not null or s.against_p is not null or s.against_evidence is not null
)
group by text_id
