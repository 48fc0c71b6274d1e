-- grain: one trouble of one outlet, from the run (or hour) that showed it to the one that ended it; derived from the
-- landed runs alone and written anew with every load
create table core.incidents (
    incident_id varchar primary key,
    source_id varchar not null,
    cause varchar not null check (
        cause in (
            'unreachable', 'blocked', 'feed_empty', 'feed_stale', 'feed_broken', 'links_fell', 'layout_broken',
            'date_lost', 'quiet'
        )
    ),
    since_at timestamptz not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    opened_run_id varchar,
    reason varchar,
    expected double,
    seen double,
    p double,
    check (closed_at is null or closed_at >= opened_at)
);
