select p.province, p.province_34, count(distinct a.story_id), count(*), max(a.digest_date)
from articles as a
join places as p on p.article_id = a.article_id
where a.strike and a.digest_date >= '2026-01-01'
group by p.province, p.province_34
order by 3 desc, 4 desc, p.province
