-- grain: one thing an editor said of a digest, from the files under corrections/digests/. subject: the article that
-- stands for its story, or a topic's code. value: the story or topic behind which it goes ('': to the front), page or
-- list, the reason for leaving it out, the note ('': none any more)
create table core.digest_corrections (
    correction_id varchar primary key,
    digest_id varchar not null,
    kind varchar not null check (
        kind in ('move', 'move_topic', 'seat', 'hide', 'show', 'note', 'approve', 'reopen')
    ),
    subject varchar,
    value varchar,
    said_by varchar not null,
    said_at timestamptz not null,
    check ((subject is null) <= (kind in ('note', 'approve', 'reopen'))),
    check ((value is null) = (kind in ('show', 'approve', 'reopen')))
);
