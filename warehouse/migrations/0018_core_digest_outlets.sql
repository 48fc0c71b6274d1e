-- grain: one outlet in one digest: what it gave in the window, and what went wrong
create table core.digest_outlets (
    digest_id varchar not null,
    source_id varchar not null,
    state varchar not null check (state in ('ok', 'silent', 'failed', 'not_asked')),
    reason varchar,
    n_items bigint not null default 0,
    n_articles bigint not null default 0,
    n_relevant bigint not null default 0,
    last_item_at timestamptz,
    primary key (digest_id, source_id)
);
