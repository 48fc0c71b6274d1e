-- grain: one relevant text where the telling of stories put it: day is its own (days since 1970 in Hà Nội), parent the
-- text it joined on the day joined; version_id, source_id, news_at, rules and grouper_id say from what it was told, so
-- that a change of any of them is found and told again
create table core.placements (
    text_id varchar primary key,
    version_id varchar not null,
    article_id varchar not null,
    source_id varchar not null,
    news_at timestamptz not null,
    rules varchar not null,
    grouper_id varchar not null,
    day integer not null,
    parent varchar,
    joined integer,
    check ((parent is null) = (joined is null))
);
