-- grain: one article that answers a question as mart.search reads it, all of them and in no order: to count and to join
create or replace macro mart.find(question) as table
select
    a.article_id,
    a.digest_date,
    a.source_id,
    a.outlet,
    a.title,
    a.relevance,
    a.topics,
    a.provinces,
    a.strike,
    a.story_id,
    a.stance_cong_doan,
    a.stance_cong_doan_abstain,
    a.stance_chinh_sach,
    a.stance_chinh_sach_abstain,
    a.stance_doanh_nghiep,
    a.stance_doanh_nghiep_abstain,
    s.score
from search.scored(question) as s
join store.articles as a on a.doc = s.doc
