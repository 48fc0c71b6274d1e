select strftime('%Y-%W', a.digest_date), count(*), count(distinct a.source_id),
    count(*) filter (where s.label = 'favor' and not s.abstain), count(*) filter (where s.label = 'against' and not s.abstain)
from words as w
join articles as a on a.rowid = w.rowid
left join stances as s on s.article_id = a.article_id and s.target = 'chinh_sach'
where words match '"lương tối thiểu"' and a.digest_date >= '2026-01-01'
group by 1
order by 1
