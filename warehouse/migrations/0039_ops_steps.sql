-- grain: one run of one step, as logs/steps-*.jsonl says; times UTC
create table ops.steps (
    begun_at timestamptz not null,
    step varchar not null,
    seconds double not null,
    outcome varchar not null check (outcome in ('done', 'failed')),
    error varchar,
    facts varchar not null,
    primary key (begun_at, step)
)
