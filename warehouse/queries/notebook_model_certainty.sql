-- grain: one tenth of certainty: how many articles the active model judged relevant or not that surely.
select
    least(floor(relevance_p * 10), 9)::integer * 10 as "chắc từ (%)",
    count(*) filter (where relevance >= 1) as "liên quan",
    count(*) filter (where relevance = 0) as "không liên quan"
from mart.articles
where annotator_id is not null and not corrected
group by "chắc từ (%)"
order by "chắc từ (%)"
