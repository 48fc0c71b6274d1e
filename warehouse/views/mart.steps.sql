-- grain: one run of one step of the system
-- key: begun_at, step
create or replace view mart.steps as
select begun_at, step, seconds, outcome, error, items, peak_mb, run, facts::json as facts from ops.steps;
