-- grain: one row, the begin of the last step that is known
select max(begun_at) as begun_at from ops.steps where begun_at <= now() + interval 5 minutes
