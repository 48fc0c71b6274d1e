-- grain: one row of the index that has a place of an article that is gone from it, without those places
create table main.torn as
with gone as (
    select old_doc as doc from main.slim where old_doc is distinct from kept_doc
),
pieced as (
    select rowid as lies_at, folded, word, unnest(places) as place
    from copy.search.places
    where places[1] >> 32 in (select doc >> 12 from gone)
)
select p.lies_at, p.folded, p.word, list(p.place order by p.place) filter (where g.doc is null) as places
from pieced as p
left join gone as g on g.doc = p.place >> 20
group by all
having count(g.doc) > 0
