-- grain: one outlet, label and value: articles of [$first, $last) that bear it.
with article as (
    select * from core.judged_articles where month >= $first and month < $last
),
label as (
    select source_id, 'relevance' as field, relevance::varchar as value from article
    union all
    select source_id, 'valence', valence from article
    union all
    select a.source_id, 'stance_' || t.target, coalesce(s.label, 'none')
    from article as a
    cross join (values ('cong_doan'), ('chinh_sach'), ('doanh_nghiep')) as t(target)
    left join core.stances as s on s.text_id = a.text_id and s.annotator_id = a.annotator_id and s.target = t.target
)
select l.source_id, coalesce(o.name, l.source_id) as outlet, l.field, l.value, count(*) as articles
from label as l
left join core.outlets as o on o.source_id = l.source_id
group by all
order by l.source_id, l.field, l.value
