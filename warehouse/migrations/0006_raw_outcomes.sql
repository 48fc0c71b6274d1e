-- grain: one request of a run, whatever became of it; the columns are the fields of an outcome line
create table raw.outcomes (
    run_id varchar not null,
    seq integer not null,
    source_id varchar not null,
    kind varchar not null check (kind in ('feed', 'page', 'robots', 'sitemap', 'list')),
    url varchar not null,
    final_url varchar,
    outcome varchar not null check (outcome in ('landed', 'not_modified', 'failed')),
    reason varchar,
    status integer,
    fetched_at timestamptz not null,
    elapsed_ms integer,
    n_bytes bigint not null,
    sha256 varchar,
    warc_offset bigint,
    etag varchar,
    last_modified varchar,
    robots varchar,
    primary key (run_id, seq),
    check ((outcome = 'failed') = (reason is not null))
);
