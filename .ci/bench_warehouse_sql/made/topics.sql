insert into core.topics
select distinct text_id, $annotator, pick(getvariable('topics'), i * 2 + k, 'topic'), 0.9 - k / 10
from made, range(2) as t(k)
where relevance > 0 and (k = 0 or draw(i, 'second') < 0.5)
qualify row_number() over (partition by text_id, pick(getvariable('topics'), i * 2 + k, 'topic') order by k) = 1
