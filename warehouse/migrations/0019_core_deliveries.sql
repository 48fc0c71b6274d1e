-- grain: one digest to one recipient, as the files under sent/ say
create table core.deliveries (
    digest_id varchar not null,
    recipient varchar not null,
    message_id varchar not null,
    status varchar not null,
    channel varchar,
    reason varchar,
    claimed_at timestamptz,
    sent_at timestamptz,
    primary key (digest_id, recipient)
);
