-- grain: one clause of a plan in one kept report, as it was measured when the report was made
create table core.plan_compliance (
    report_id varchar not null,
    made_at timestamptz not null,
    first_date date not null,
    last_date date not null,
    plan_id varchar not null,
    plan_number varchar not null,
    position integer not null,
    ref varchar not null,
    who varchar[] not null,
    clause varchar not null,
    state varchar not null check (state in ('dat', 'chua_dat', 'co', 'khong_thay', 'khong_do_duoc')),
    target varchar,
    measured varchar,
    value double,
    low double,
    high double,
    basis varchar,
    reason varchar,
    articles integer not null,
    article_ids varchar[] not null,
    primary key (report_id, plan_id, position)
);
