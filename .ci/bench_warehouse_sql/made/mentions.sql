insert into core.mentions
select
    text_id, $reader, k, 'ldld-' || hash(i, k) % 63, 'union', 'Liên đoàn Lao động ' || hash(i, k) % 63, 'body', k * 40, k * 40 + 20,
    'Liên đoàn Lao động', 'tinh', null
from made, range(3) as t(k)
where relevance > 0
