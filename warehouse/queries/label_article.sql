-- grain: one labelled article by its id, with its text and its labels as they stand.
select
    a.article_id,
    a.text_id,
    a.outlet,
    a.news_at,
    a.title,
    a.sapo,
    a.body,
    a.url,
    a.story_id,
    a.relevance,
    a.topics,
    a.stance_cong_doan,
    l.stance_cong_doan_evidence_index as evidence_cong_doan,
    a.stance_chinh_sach,
    l.stance_chinh_sach_evidence_index as evidence_chinh_sach,
    a.stance_doanh_nghiep,
    l.stance_doanh_nghiep_evidence_index as evidence_doanh_nghiep,
    a.valence,
    a.provinces,
    a.sector,
    a.level,
    a.strike,
    a.is_foreign,
    a.corrected_fields
from mart.articles as a
join mart.labels as l on l.text_id = a.text_id
where a.article_id = $article_id
