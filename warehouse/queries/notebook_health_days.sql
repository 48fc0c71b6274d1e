-- grain: one outlet on one digest day: articles that it gave; outlets that gave any in the span.
select outlet as "báo", strftime(digest_date, '%Y-%m-%d') as "ngày", sum(articles)::integer as "tin", sum(failed)::integer as "lần lỗi"
from mart.coverage
where digest_date between $first and $last
group by outlet, digest_date
qualify sum(sum(articles)) over (partition by outlet) > 0
order by sum(sum(articles)) over (partition by outlet) desc, outlet, digest_date
