select date_trunc('week', a.digest_date), count(*), count(distinct a.source_id),
    count(*) filter (where s.label = 'favor' and not s.abstain), count(*) filter (where s.label = 'against' and not s.abstain)
from articles as a
left join stances as s on s.article_id = a.article_id and s.target = 'chinh_sach'
where to_tsvector('simple', a.title || ' ' || a.sapo || ' ' || coalesce(a.body, '')) @@ phraseto_tsquery('simple', 'lương tối thiểu')
and a.digest_date >= '2026-01-01'
group by 1
order by 1
