-- grain: one outlet in one run that asked for article pages of it, as the watch over outlets reads it: one element a page,
-- in the order of asking. Kept because bodies are long: it is found once for each run, not for all runs every hour
create table core.watched_pages (
    source_id varchar not null,
    run_id varchar not null,
    asked_at timestamptz not null,
    states varchar[] not null,
    by_layout boolean[] not null,
    chars bigint[] not null,
    dated boolean[] not null,
    contradicts boolean[] not null,
    same_titles bigint not null,
    reason varchar,
    primary key (source_id, run_id)
)
