-- grain: at most one row: the digest whose window ended last; a day before a week of the same end.
select digest_id from core.digests order by last_at desc, period, digest_id limit 1
