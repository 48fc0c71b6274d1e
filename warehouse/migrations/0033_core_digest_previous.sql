-- grain: one digest whose window before this one was read, too: that window's headline numbers, routed in the same way
create table core.digest_previous (
    digest_id varchar primary key,
    captured bigint not null,
    "union" bigint not null,
    labour bigint not null,
    stories bigint not null
);
