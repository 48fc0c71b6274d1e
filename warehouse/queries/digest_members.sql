-- grain: one relevant article of one digest: told in its window, or found late and not in the digest that should have
-- had it.
create or replace temp table digest_members as
with route as (
    select distinct r.digest_id, r.story_id
    from core.digest_routes as r
    join digest_desks as d on d.digest_id = r.digest_id
)
select
    d.digest_id,
    c.* exclude (words, provinces, sector, level, topics, is_inside, is_late, is_below),
    bool_and(c.is_below) over (partition by d.digest_id, c.is_foreign, c.story_id) as is_unsure
from digest_desks as d
join route as r on r.digest_id = d.digest_id
join digest_candidates as c on c.story_id = r.story_id
left join core.digests as before on before.digest_id = d.previous_id
left join core.digest_items as had on had.digest_id = d.previous_id and had.article_id = c.article_id
where c.is_inside or (c.is_late and before.digest_id is not null and had.article_id is null)
