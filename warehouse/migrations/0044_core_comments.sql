-- grain: one comment under a post (or under an article: post_id is then its article_id), told by the run that saw most
-- of its hour. No author: voice says nothing outside its run and day, and counted voices of a run are that many people
create table core.comments (
    post_id varchar not null,
    said_at timestamptz not null,
    run_id varchar not null,
    seq integer not null,
    position integer not null,
    source_id varchar not null,
    text varchar not null,
    text_id varchar not null,
    likes bigint not null,
    voice varchar,
    is_counted boolean not null,
    primary key (post_id, run_id, seq, position)
);
