-- grain: one month (UTC, YYYY-MM) before $before whose wordings have bodies in the tables.
select strftime(fetched_at, '%Y-%m') as month, count(*) as texts
from core.article_versions
where body <> '' and strftime(fetched_at, '%Y-%m') < $before
group by month
order by month
