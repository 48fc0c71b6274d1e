-- grain: one outlet between two digest days: what it wrote, of its own and copied, and how it stood toward the union.
select
    outlet as "cơ quan báo chí",
    count(*) as "tin thu được",
    count(*) filter (where relevance >= 1) as "liên quan",
    count(*) filter (where relevance = 2) as "về công đoàn",
    count(*) filter (where relevance >= 1 and duplicate_of is not null) as "đăng lại",
    count(*) filter (where relevance >= 1 and stance_cong_doan = 'favor' and not stance_cong_doan_abstain) as "ghi nhận công đoàn",
    count(*) filter (where relevance >= 1 and stance_cong_doan = 'against' and not stance_cong_doan_abstain) as "phê phán công đoàn",
    count(*) filter (where relevance >= 1 and stance_cong_doan <> 'none' and stance_cong_doan_abstain) as "chưa rõ"
from mart.articles
where digest_date between $first and $last
group by outlet
order by "liên quan" desc, outlet
