-- grain: one request to a page's network, or one sheet of an export; what was landed is free of persons
create table raw.page_outcomes (
    run_id varchar not null,
    seq integer not null,
    source_id varchar not null,
    url varchar not null,
    outcome varchar not null check (outcome in ('landed', 'failed')),
    reason varchar,
    status integer,
    fetched_at timestamptz not null,
    warc_offset bigint,
    primary key (run_id, seq),
    check ((outcome = 'failed') = (reason is not null))
);
