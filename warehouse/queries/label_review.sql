-- grain: one article with attitudes to be reviewed, of digest day $day or (null) of any; doubted criticism of the union
-- first, then the union's other doubts, then the newest. At most $most.
with doubted as (
    select
        article_id,
        bool_or(target = 'cong_doan' and label = 'against') as union_blamed,
        bool_or(target = 'cong_doan') as about_union
    from mart.review
    group by article_id
)
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
from doubted as d
join mart.articles as a on a.article_id = d.article_id
join mart.labels as l on l.text_id = a.text_id
where cast($day as date) is null or a.digest_date = cast($day as date)
order by d.union_blamed desc, d.about_union desc, a.news_at desc, a.article_id
limit $most
