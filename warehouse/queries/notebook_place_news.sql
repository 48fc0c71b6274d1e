-- grain: one relevant article of a province (of either map) between two digest days, newest first.
select distinct
    strftime(a.news_at + interval 7 hour, '%H:%M %d/%m/%Y') as "giờ",
    a.outlet as "cơ quan báo chí",
    a.title as "tiêu đề",
    a.url as "liên kết",
    a.news_at
from mart.places as p
join mart.articles as a on a.article_id = p.article_id and a.relevance >= 1 and not a.is_foreign
where p.digest_date between $first and $last
    and (p.province = $province or p.province_34 = $province)
    and ($topic = '' or list_contains(a.topics, $topic))
order by a.news_at desc
limit 200
