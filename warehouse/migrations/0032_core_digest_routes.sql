-- grain: one cause why one story stands in one digest; what: the province, sector, topic, body, rung or word behind it,
-- '' where the desk hears of everything; words: the cause as readers meet it; articles: those of the story that say so
create table core.digest_routes (
    digest_id varchar not null,
    story_id varchar not null,
    cause varchar not null check (cause in ('all', 'place', 'body', 'sector', 'topic', 'level', 'word')),
    what varchar not null,
    words varchar not null,
    articles integer not null,
    primary key (digest_id, story_id, cause, what)
);
