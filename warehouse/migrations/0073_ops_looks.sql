-- grain: one kind of work on texts, in which version it was last done for all of them, and the last turn it saw
create table ops.looks (
    work varchar primary key,
    version varchar not null,
    turn bigint not null
)
