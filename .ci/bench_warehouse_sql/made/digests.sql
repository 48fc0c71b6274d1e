insert into core.digests (
    digest_id, period, scope, day, first_at, last_at, subject, annotator_id, as_of_run_id, n_articles, n_relevant
)
select
    'toan-quoc-' || d, 'day', 'toan-quoc', date '2024-08-01' + d::int, timestamptz '2024-07-31 23:00:00+00' + to_days(d::int),
    timestamptz '2024-08-01 23:00:00+00' + to_days(d::int), 'Điểm tin', $annotator, 'run-' || d, $per_day, 0
from range($first_day, $days) as t(d)
