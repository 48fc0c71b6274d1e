select outlet, count(*), count(*) filter (where label = 'favor' and not abstain),
    count(*) filter (where label = 'neutral' and not abstain), count(*) filter (where label = 'against' and not abstain),
    count(*) filter (where abstain)
from stances
where target = 'cong_doan' and label <> 'none' and digest_date >= '2026-01-01'
group by outlet
order by 5 desc, 2 desc, outlet
