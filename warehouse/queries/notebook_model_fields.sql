-- grain: one label that people corrected: in how many texts.
select field, count(distinct text_id) as texts
from (select text_id, unnest(corrected_fields) as field from mart.articles where corrected)
group by field
order by texts desc, field
