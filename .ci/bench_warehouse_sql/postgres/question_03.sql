select date_trunc('month', digest_date), target, sum(articles),
    100 * sum(articles) / sum(sum(articles)) over (partition by date_trunc('month', digest_date)), sum(favor), sum(against)
from share_of_voice
where digest_date >= '2026-01-01'
group by date_trunc('month', digest_date), target
order by 1, 3 desc
