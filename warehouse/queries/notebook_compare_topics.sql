-- grain: one outlet and topic between two digest days.
select outlet as "báo", code, count(*) as "tin"
from mart.topics
where digest_date between $first and $last
group by outlet, code
order by sum(count(*)) over (partition by outlet) desc, outlet, code
