-- grain: one thing said in one text; sentences count as evidence does: 0 title, -1 sapo, from 1 the body
create table core.quotes (
    text_id varchar not null,
    reader_id varchar not null,
    position integer not null,
    field varchar not null check (field in ('title', 'sapo', 'body')),
    offset_start integer not null,
    offset_end integer not null,
    text varchar not null,
    form varchar not null check (form in ('direct', 'colon', 'indirect')),
    role varchar not null check (role in ('union', 'worker', 'employer', 'state', 'expert', 'other', 'unknown')),
    speaker varchar,
    entity_id varchar,
    sentence integer not null,
    last_sentence integer not null,
    primary key (text_id, reader_id, position),
    check (offset_start < offset_end)
);
