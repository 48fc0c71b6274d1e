insert into core.quotes
select
    text_id, $reader, k, 'body', k * 50, k * 50 + 30, pick(getvariable('subjects'), i * 2 + k, 'quote'),
    'direct', pick(['union', 'worker', 'state', 'employer', 'expert', 'unknown'], i * 2 + k, 'role'), 'Chủ tịch Liên đoàn Lao động tỉnh',
    'ldld-' || hash(i, k) % 63, k + 1, k + 1
from made, range(2) as t(k)
where relevance > 0 and draw(i * 2 + k, 'quoted') < 0.7
