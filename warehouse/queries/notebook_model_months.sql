-- grain: one month in Việt Nam: how sure the model was, and what it found; people's corrections count as they stand.
select
    strftime(news_at + interval 7 hour, '%Y-%m') as "tháng",
    count(*) as "tin",
    count(*) filter (where relevance >= 1) / count(*)::double as "liên quan",
    avg(relevance_p) filter (where not corrected) as "độ chắc khi xét liên quan",
    count(*) filter (where relevance >= 1 and stance_cong_doan <> 'none' and stance_cong_doan_abstain)
    / nullif(count(*) filter (where relevance >= 1 and stance_cong_doan <> 'none'), 0)::double as "chưa rõ thái độ với công đoàn",
    count(*) filter (where relevance >= 1 and topics = ['khac']) / nullif(count(*) filter (where relevance >= 1), 0)::double
        as "không xếp được chủ đề",
    count(*) filter (where corrected) as "người đã sửa"
from mart.articles
where annotator_id is not null
group by "tháng"
order by "tháng"
