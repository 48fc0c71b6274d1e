-- grain: one article to be; 5 % are relevant, a fifth of these repeat an earlier text, three or so tell one story
create temp table made as
select
    i,
    d,
    'run-' || d as run_id,
    (i - d * $per_day)::int as seq,
    left(sha256('a' || i), 16) as article_id,
    left(sha256('v' || i), 16) as version_id,
    left(sha256('t' || i), 16) as text_id,
    pick(range(150), i, 'outlet') as outlet,
    case when draw(i, 'relevant') < 0.02 then 2 when draw(i, 'relevant') < 0.05 then 1 else 0 end as relevance,
    timestamptz '2024-08-01 23:00:00+00' + to_days(d::int) as fetched_at,
    timestamptz '2024-08-01 23:00:00+00' + to_days(d::int) - to_seconds((86000 * draw(i, 'time'))::int) as published_at,
    (d * 100 + floor($per_day / 60.0 * pow(draw(i, 'story'), 1.5)))::bigint as story,
    draw(i, 'copy') < 0.2 as is_copy
from (select i, i // $per_day as d from range($first, $articles) as t(i))
