-- grain: one sentence of one article of a chunk: part 0 title, 1 sapo, 2 body; relevant ones speak of work and the union
-- in title, sapo and body
create or replace temp table told as
select m.i, m.part, if(m.relevance > 0 and m.n % 3 = 0, pick(getvariable('subjects'), m.i * 64 + m.n, 'subject') || ' ', '') || s.sentence as sentence
from (
    select i, relevance, n, case when n = 0 then 0 when n < 3 then 1 else 2 end as part
    from (
        select i, relevance, unnest(range(11 + (draw(i, 'length') * 28)::int)) as n
        from made
        where i >= $first and i < $last
    )
) as m
join sentences as s on s.k = (hash(m.i * 64 + m.n, 'sentence') % $sentences)::int
