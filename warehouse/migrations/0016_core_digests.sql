-- grain: one digest; n_relevant is counted from the articles at composition, apart from the items listed,
-- so that a check can compare the two; as_of_run_id is the last run known then
create table core.digests (
    digest_id varchar primary key,
    period varchar not null check (period in ('day', 'week')),
    scope varchar not null,
    day date not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    subject varchar not null,
    annotator_id varchar,
    as_of_run_id varchar,
    n_articles bigint not null default 0,
    n_relevant bigint not null default 0,
    check (first_at < last_at)
);
