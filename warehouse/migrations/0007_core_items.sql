-- grain: one thing found in a landed response: a feed entry (position from 0), a page (position 0),
-- or the feed itself (position -1), which says whether the feed could be read
create table core.items (
    run_id varchar not null,
    seq integer not null,
    position integer not null,
    kind varchar not null check (kind in ('entry', 'page', 'feed')),
    source_id varchar not null,
    url varchar not null,
    article_id varchar,
    version_id varchar,
    rejected varchar,
    detail varchar,
    fetched_at timestamptz not null,
    primary key (run_id, seq, position),
    check ((kind = 'feed') = (position = -1)),
    check (kind = 'feed' or (version_id is null) = (rejected is not null)),
    check ((version_id is null) or (article_id is not null and kind <> 'feed'))
);
