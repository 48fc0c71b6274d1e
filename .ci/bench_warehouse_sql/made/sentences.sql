create temp table sentences as
select (row_number() over ())::int - 1 as k, sentence
from (select unnest(getvariable('sentences')) as sentence)
