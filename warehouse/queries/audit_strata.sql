-- grain: one part of a week's articles: all, checked, and worthy of being shown by the last word of people
with answered as (
    select week, article_id, arg_max(is_worthy, (said_at, answer_id)) as is_worthy
    from core.audit_answers
    group by all
)
select
    i.stratum as name,
    max(i.stratum_size) as size,
    count(a.is_worthy) as checked,
    count(*) filter (where a.is_worthy) as worthy
from core.audit_items as i
left join answered as a using (week, article_id)
where i.week = $week
group by i.stratum
order by list_position(['shown', 'below_line', 'left_out', 'near', 'far'], i.stratum)
