-- grain: one kind of files of the home, as measured at the last publishing; times UTC
create table ops.home_kinds (
    kind varchar primary key,
    files bigint not null,
    bytes bigint not null,
    newest_at timestamptz
)
