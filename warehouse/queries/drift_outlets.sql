-- grain: one outlet, label and value: articles of [$first, $last) that bear it.
with article as (
    select * from core.judged_articles where month >= $first and month < $last
),
label as (
    select source_id, 'relevance' as field, relevance::varchar as value from article
    union all
    select source_id, 'valence', valence from article
    union all
    select a.source_id, 'stance_' || s.target, s.label
    from article as a
    join core.stances as s on s.text_id = a.text_id and s.annotator_id = a.annotator_id
)
select l.source_id, coalesce(o.name, l.source_id) as outlet, l.field, l.value, count(*) as articles
from label as l
left join core.outlets as o on o.source_id = l.source_id
group by all
order by l.source_id, l.field, l.value
