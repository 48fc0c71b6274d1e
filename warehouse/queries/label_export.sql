-- grain: one labelled article of digest day $day, relevant ones first.
select
    a.article_id,
    a.text_id,
    a.outlet,
    a.news_at,
    a.title,
    a.sapo,
    a.url,
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
    a.corrected
from mart.articles as a
join mart.labels as l on l.text_id = a.text_id
where a.digest_date = $day
order by a.relevance desc, a.news_at, a.article_id
