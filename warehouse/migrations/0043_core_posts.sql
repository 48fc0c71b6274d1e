-- grain: one post of an organisation as one run saw it; counts are null where the network told none
create table core.posts (
    post_id varchar not null,
    run_id varchar not null,
    seq integer not null,
    source_id varchar not null,
    url varchar not null,
    text varchar not null,
    text_id varchar not null,
    published_at timestamptz,
    shares bigint,
    reactions bigint,
    views bigint,
    comments bigint,
    seen_at timestamptz not null,
    primary key (post_id, run_id, seq)
);
