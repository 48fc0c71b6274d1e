-- grain: one text labelled by one annotator, people's corrections laid over it (of certainty 1)
create or replace view core.current_annotations as
with said as (
    select
        text_id,
        any_value(value) filter (where field = 'relevance') as relevance,
        any_value(value) filter (where field = 'valence') as valence,
        any_value(value) filter (where field = 'sector') as sector,
        any_value(value) filter (where field = 'level') as level,
        any_value(value) filter (where field = 'strike') as strike,
        any_value(value) filter (where field = 'is_foreign') as is_foreign,
        list(field order by field) as corrected_fields
    from core.latest_corrections
    group by text_id
)
select
    a.text_id,
    a.annotator_id,
    coalesce(s.relevance::tinyint, a.relevance) as relevance,
    if(s.relevance is null, a.relevance_p, 1.0) as relevance_p,
    coalesce(s.valence, a.valence) as valence,
    if(s.valence is null, a.valence_p, 1.0) as valence_p,
    coalesce(s.sector, a.sector) as sector,
    coalesce(s.level, a.level) as level,
    coalesce(s.strike::boolean, a.strike) as strike,
    coalesce(s.is_foreign::boolean, a.is_foreign) as is_foreign,
    coalesce(s.corrected_fields, []) as corrected_fields
from core.annotations as a
left join said as s on s.text_id = a.text_id;
