-- grain: one asking of a feed, list or sitemap, as the watch over outlets reads it: what became of it, and how many entries
-- or links it gave. Found once for each run
create table core.watched_doors (
    run_id varchar not null,
    seq integer not null,
    source_id varchar not null,
    url varchar not null,
    kind varchar not null,
    fetched_at timestamptz not null,
    outcome varchar not null,
    reason varchar,
    links bigint,
    primary key (run_id, seq)
)
