-- grain: one post, week, topic, province and target: what is said under it, in figures only; voices are hidden under
-- five, so that no row is about one person
-- key: week_date, source_id, post_id, topic, province, target
create or replace view mart.opinion as
with cells as (
    select * from core.opinion_cells
    union all by name
    select * exclude (kept_id) from core.kept_opinion
)
select
    week_date,
    source_id,
    coalesce(g.name, u.name, source_id) as page,
    post_id,
    topic,
    nullif(province, '') as province,
    target,
    cast(sum(comments) as bigint) as comments,
    cast(coalesce(sum(comments) filter (where stance = 'favor'), 0) as bigint) as favor,
    cast(coalesce(sum(comments) filter (where stance = 'neutral'), 0) as bigint) as neutral,
    cast(coalesce(sum(comments) filter (where stance = 'against'), 0) as bigint) as against,
    cast(coalesce(sum(comments) filter (where stance = 'unsure'), 0) as bigint) as unsure,
    cast(coalesce(sum(comments) filter (where intent = 'question'), 0) as bigint) as questions,
    cast(coalesce(sum(comments) filter (where intent = 'complaint'), 0) as bigint) as complaints,
    cast(coalesce(sum(comments) filter (where intent = 'thanks'), 0) as bigint) as thanks,
    cast(coalesce(sum(comments) filter (where valence = 'pos'), 0) as bigint) as good,
    cast(coalesce(sum(comments) filter (where valence = 'neg'), 0) as bigint) as bad,
    if(max(voices) >= 5, cast(max(voices) as bigint), null) as voices
from cells
left join core.pages as g using (source_id)
left join core.outlets as u using (source_id)
group by all;
