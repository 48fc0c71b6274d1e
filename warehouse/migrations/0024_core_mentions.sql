-- grain: one body or office named in one text; offsets count characters of the field in the wording that was read
create table core.mentions (
    text_id varchar not null,
    reader_id varchar not null,
    position integer not null,
    entity_id varchar not null,
    kind varchar not null,
    name varchar not null,
    field varchar not null check (field in ('title', 'sapo', 'body')),
    offset_start integer not null,
    offset_end integer not null,
    surface varchar not null,
    level varchar not null,
    province varchar,
    primary key (text_id, reader_id, position),
    check (offset_start < offset_end)
);
