-- grain: one row per relevant article of digest day $day, newest first; column names are what the reader sees.
select
    strftime(news_at + interval 7 hour, '%H:%M %d/%m') as "giờ",
    outlet as "cơ quan báo chí",
    title as "tiêu đề",
    if(relevance = 2, 'công đoàn', 'lao động') as "liên quan",
    array_to_string(topics, ', ') as "chủ đề",
    if(stance_cong_doan_abstain, 'chưa rõ', stance_cong_doan) as "với công đoàn",
    coalesce(stance_cong_doan_evidence, stance_doanh_nghiep_evidence, stance_chinh_sach_evidence, '') as "câu quyết định",
    url as "liên kết",
    article_id as "mã bài"
from mart.articles
where digest_date = $day and relevance >= 1
order by news_at desc, article_id
