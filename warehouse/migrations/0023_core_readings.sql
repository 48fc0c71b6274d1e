-- grain: one relevant text read for bodies and quotes; a row here is what says that the work is done, on which wording
-- and with which provinces as context
create table core.readings (
    text_id varchar not null,
    reader_id varchar not null,
    version_id varchar not null,
    provinces varchar[] not null,
    primary key (text_id, reader_id)
);
