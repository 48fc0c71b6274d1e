-- grain: one row: the texts that first appear in [$first, $last), relevant ones, those of no topic but khac, attitudes
-- that speak of their target and the unsure ones among them.
with text as (
    select text_id, any_value(annotator_id) as annotator_id, bool_or(is_other) as is_other
    from core.judged_articles
    where month >= $first and month < $last
    group by text_id
)
select
    count(distinct t.text_id) as texts,
    count(distinct t.text_id) filter (where t.is_other) as other,
    count(*) filter (where s.label <> 'none') as stances,
    count(*) filter (where s.label <> 'none' and s.abstain) as abstained
from text as t
left join core.stances as s on s.text_id = t.text_id and s.annotator_id = t.annotator_id
