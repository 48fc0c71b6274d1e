-- grain: one task and tenth of probability: how many texts of [$first, $last) got their label with it.
with text as (
    select text_id, any_value(annotator_id) as annotator_id, any_value(relevance_p) as relevance_p,
        any_value(valence_p) as valence_p
    from core.judged_articles
    where month >= $first and month < $last
    group by text_id
),
score as (
    select 'relevance' as task, relevance_p as p from text
    union all
    select 'valence', valence_p from text
    union all
    select 'stance_' || s.target, s.p
    from text as t
    join core.stances as s on s.text_id = t.text_id and s.annotator_id = t.annotator_id and s.label <> 'none'
)
select task, least(floor(p * 10)::integer, 9) as tenth, count(*) as texts
from score
group by all
order by task, tenth
