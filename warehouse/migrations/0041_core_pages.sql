-- grain: one page of an organisation in a social network, or one that an export names
create table core.pages (
    source_id varchar primary key,
    name varchar not null,
    owner varchar not null,
    platform varchar not null,
    homepage varchar,
    provinces varchar[] not null default [],
    is_followed boolean not null
);
