-- grain: one run of one step, as logs/steps-*.jsonl says (so nothing is lost here); times UTC
create or replace table ops.steps (
    begun_at timestamptz not null,
    step varchar not null,
    seconds double not null,
    outcome varchar not null check (outcome in ('done', 'failed')),
    error varchar,
    facts varchar not null,
    run varchar not null,
    items bigint,
    peak_mb integer,
    primary key (begun_at, step)
)
