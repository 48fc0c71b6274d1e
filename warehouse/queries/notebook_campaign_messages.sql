-- grain: one sentence of campaign $campaign that carries one of its messages, newest first.
select
    strftime(m.news_date, '%d/%m/%Y') as "ngày",
    m.message as "thông điệp",
    case m.kind when 'exact' then 'nguyên văn' when 'inflected' then 'biến đổi' else 'diễn đạt khác' end as "cách nói",
    m.sentence as "câu trong bài",
    a.outlet as "cơ quan báo chí",
    a.url as "liên kết"
from mart.campaign_messages as m
join mart.articles as a on a.article_id = m.article_id
where m.campaign = $campaign
order by m.news_date desc, m.article_id, m.sentence_index
limit 200
