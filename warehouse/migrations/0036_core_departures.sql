-- grain: one reader of one desk who said a word about getting its mails, the last one
create table core.departures (
    desk varchar not null,
    recipient varchar not null,
    said_at timestamptz not null,
    way varchar not null,
    wants_mail boolean not null,
    primary key (desk, recipient)
);
