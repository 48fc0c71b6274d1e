-- grain: one row per relevant article of digest day $day, newest first; column names are what the reader sees,
-- topics are codes for the notebook to name.
select
    strftime(news_at + interval 7 hour, '%H:%M %d/%m') as "giờ",
    outlet as "cơ quan báo chí",
    title as "tiêu đề",
    case when is_foreign then 'ở nước ngoài' when relevance = 2 then 'công đoàn' else 'lao động' end as "liên quan",
    topics as "chủ đề",
    case
        when stance_cong_doan_abstain then 'chưa rõ'
        when stance_cong_doan = 'favor' then 'ghi nhận'
        when stance_cong_doan = 'neutral' then 'trung tính'
        when stance_cong_doan = 'against' then 'phê phán'
        else ''
    end as "với công đoàn",
    coalesce(stance_cong_doan_evidence, stance_doanh_nghiep_evidence, stance_chinh_sach_evidence, '') as "câu quyết định",
    url as "liên kết",
    article_id as "mã bài"
from mart.articles
where digest_date = $day and relevance >= 1
order by news_at desc, article_id
