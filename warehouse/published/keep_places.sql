-- grain: one row of main.torn that still has places
insert into copy.search.places
select folded, word, places from main.torn where places is not null order by folded, word, places[1]
