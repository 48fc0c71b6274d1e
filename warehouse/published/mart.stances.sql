-- grain: the attitude of one article toward one target, from what its row tells
create or replace view mart.stances as
select
    article_id,
    text_id,
    source_id,
    outlet,
    digest_date,
    'cong_doan' as target,
    stance_cong_doan as label,
    stance_cong_doan_p as p,
    stance_cong_doan_abstain as abstain,
    stance_cong_doan_evidence as evidence,
    more_cong_doan.evidence_index as evidence_index,
    more_cong_doan.against_p as against_p,
    more_cong_doan.against_evidence as against_evidence,
    more_cong_doan.voice as voice
from {articles}
where relevance > 0 and stance_cong_doan is not null or stance_cong_doan_abstain or stance_cong_doan <> 'none'
union all
select
    article_id,
    text_id,
    source_id,
    outlet,
    digest_date,
    'chinh_sach' as target,
    stance_chinh_sach as label,
    stance_chinh_sach_p as p,
    stance_chinh_sach_abstain as abstain,
    stance_chinh_sach_evidence as evidence,
    more_chinh_sach.evidence_index as evidence_index,
    more_chinh_sach.against_p as against_p,
    more_chinh_sach.against_evidence as against_evidence,
    more_chinh_sach.voice as voice
from {articles}
where relevance > 0 and stance_chinh_sach is not null or stance_chinh_sach_abstain or stance_chinh_sach <> 'none'
union all
select
    article_id,
    text_id,
    source_id,
    outlet,
    digest_date,
    'doanh_nghiep' as target,
    stance_doanh_nghiep as label,
    stance_doanh_nghiep_p as p,
    stance_doanh_nghiep_abstain as abstain,
    stance_doanh_nghiep_evidence as evidence,
    more_doanh_nghiep.evidence_index as evidence_index,
    more_doanh_nghiep.against_p as against_p,
    more_doanh_nghiep.against_evidence as against_evidence,
    more_doanh_nghiep.voice as voice
from {articles}
where relevance > 0 and stance_doanh_nghiep is not null or stance_doanh_nghiep_abstain or stance_doanh_nghiep <> 'none'
