-- grain: one row, the begin of the last step that is known and does not begin after $until: a clock may have been wrong
select max(begun_at) as begun_at from ops.steps where begun_at <= $until
