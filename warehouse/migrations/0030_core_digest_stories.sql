-- grain: one story of a digest as it stood at the end of its window; hot_at: when it became hot inside the window
create table core.digest_stories (
    digest_id varchar not null,
    story_id varchar not null,
    state varchar not null check (state in ('moi', 'dien_bien', 'da_lang')),
    articles integer not null,
    outlets integer not null,
    owners integer not null,
    voices integer not null,
    hot_at timestamptz,
    growth double,
    primary key (digest_id, story_id)
);
