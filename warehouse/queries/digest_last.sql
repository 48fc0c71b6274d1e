-- grain: at most one row: the digest whose window ended last before $closed_by; a day before a week of the same end.
select digest_id from core.digests where last_at <= $closed_by order by last_at desc, period, digest_id limit 1
