-- grain: one relevant article of a digest: shown, merged under the one shown, or below the line for a reason
create table core.digest_items (
    digest_id varchar not null,
    position integer not null,
    section varchar,
    disposition varchar not null check (disposition in ('shown', 'merged', 'below_line')),
    reason varchar,
    article_id varchar not null,
    version_id varchar not null,
    text_id varchar not null,
    story_id varchar,
    merged_into varchar,
    score double,
    primary key (digest_id, position),
    unique (digest_id, article_id),
    check ((disposition = 'merged') = (merged_into is not null)),
    check ((disposition = 'below_line') = (reason is not null))
);
