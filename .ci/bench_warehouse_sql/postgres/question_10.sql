select coalesce(level, ''), count(*), count(*) filter (where form = 'direct'), count(distinct article_id), count(distinct source_id)
from quotes
where role = 'union' and digest_date >= '2026-01-01'
group by level
order by 2 desc, level
