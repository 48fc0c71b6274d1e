insert into raw.outcomes
select
    run_id, seq, 'bao' || outlet, 'page', 'https://bao' || outlet || '.example/' || article_id, null, 'landed', null, 200,
    fetched_at, 200, 60000, sha256('c' || i), seq * 21000::bigint, null, null, 'allowed', null
from made
union all
-- every outlet's feed is asked once a run; one in thirty fails
select
    'run-' || d, 1000000 + o, 'bao' || o, 'feed', 'https://bao' || o || '.example/rss', null,
    if(draw(d * 150 + o, 'fails') < 0.03, 'failed', 'landed'), if(draw(d * 150 + o, 'fails') < 0.03, 'timeout', null),
    if(draw(d * 150 + o, 'fails') < 0.03, null, 200), timestamptz '2024-08-01 23:00:00+00' + to_days(d::int),
    200, 9000, null, null, null, null, 'allowed', null
from range($first_day, $days) as days(d), range(150) as outlets(o)
