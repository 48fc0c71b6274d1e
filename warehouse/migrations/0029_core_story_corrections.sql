-- grain: one thing a person said of stories, from the files under corrections/stories/; an article stands for its story
create table core.story_corrections (
    correction_id varchar primary key,
    kind varchar not null check (kind in ('link', 'split', 'rename')),
    article_id varchar not null,
    other_article_id varchar,
    title varchar,
    said_by varchar not null,
    said_at timestamptz not null,
    check ((kind = 'rename') = (title is not null)),
    check ((kind = 'rename') = (other_article_id is null))
);
