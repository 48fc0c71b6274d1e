-- grain: one landed run
create table raw.runs (
    run_id varchar primary key,
    kind varchar not null,
    started_at timestamptz,
    finished_at timestamptz
);
