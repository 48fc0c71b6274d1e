-- grain: one field, what the active model says and what people say: how many texts.
with model as (
    select a.text_id, unnest([
        {'field': 'relevance', 'value': a.relevance::varchar},
        {'field': 'valence', 'value': a.valence},
        {'field': 'sector', 'value': a.sector},
        {'field': 'level', 'value': a.level},
        {'field': 'strike', 'value': a.strike::varchar},
        {'field': 'is_foreign', 'value': a.is_foreign::varchar}
    ], recursive := true)
    from core.annotations as a
    join core.annotators as active on active.annotator_id = a.annotator_id and active.active
    union all by name
    select s.text_id, 'stance_' || s.target as field, s.label as value
    from core.stances as s
    join core.annotators as active on active.annotator_id = s.annotator_id and active.active
    union all by name
    select a.text_id, 'topics' as field, coalesce(string_agg(t.code, '|' order by t.code), '') as value
    from core.annotations as a
    join core.annotators as active on active.annotator_id = a.annotator_id and active.active
    left join core.topics as t on t.text_id = a.text_id and t.annotator_id = a.annotator_id
    group by a.text_id
    union all by name
    select a.text_id, 'provinces' as field, coalesce(string_agg(p.province, '|' order by p.province), '') as value
    from core.annotations as a
    join core.annotators as active on active.annotator_id = a.annotator_id and active.active
    left join core.places as p on p.text_id = a.text_id and p.annotator_id = a.annotator_id
    group by a.text_id
),
people as (
    select
        text_id,
        field,
        -- topics and provinces are compared as sets
        if(field in ('topics', 'provinces'), array_to_string(list_sort(string_split(value, '|')), '|'), value) as value
    from core.latest_corrections
)
select p.field, coalesce(m.value, 'none') as model, p.value as people, count(*) as texts
from people as p
join (select distinct text_id from model) as known on known.text_id = p.text_id
left join model as m on m.text_id = p.text_id and m.field = p.field
group by all
order by p.field, texts desc, model, people
