-- grain: one article and its best version, as core.best_versions tells it, kept so that nobody looks through all wordings
-- for it; articles in ops.touched_articles are to be looked at anew. Made anew without an index of its key (see keys.py);
-- ids, which never repeat, lie as they are: they are read through in half the time. Its rows come back from the wordings
create or replace table core.article_states (
    article_id varchar using compression uncompressed not null,
    version_id varchar using compression uncompressed not null,
    text_id varchar using compression uncompressed not null,
    source_id varchar not null,
    fetched_at timestamptz not null,
    published_at timestamptz,
    raw_published varchar,
    date_source varchar,
    dated_by varchar,
    first_seen_at timestamptz not null,
    n_versions bigint not null,
    feed_only boolean not null
);
