-- grain: one outlet as its TOML file says; replaced at each load
create table core.outlets (
    source_id varchar primary key,
    name varchar not null,
    kind varchar not null,
    owner varchar,
    homepage varchar,
    provinces varchar[] not null default [],
    verified boolean not null default false
);
