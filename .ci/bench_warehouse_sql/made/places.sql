insert into core.places
select text_id, $annotator, pick((select list(province order by province) from core.provinces), i, 'place')
from made
where relevance > 0 and draw(i, 'placed') < 0.8
