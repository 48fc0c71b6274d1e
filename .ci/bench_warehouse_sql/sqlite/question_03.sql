select substr(digest_date, 1, 7), target, sum(articles),
    100 * sum(articles) / sum(sum(articles)) over (partition by substr(digest_date, 1, 7)), sum(favor), sum(against)
from share_of_voice
where digest_date >= '2026-01-01'
group by substr(digest_date, 1, 7), target
order by 1, 3 desc
