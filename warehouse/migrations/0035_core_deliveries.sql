-- grain: one digest or alert to one recipient of a desk, as the journal under sent/ says. Made anew, not altered: its
-- rows come back from the journal with the next hourly run, send or rebuild
create or replace table core.deliveries (
    digest_id varchar not null,
    recipient varchar not null,
    message_id varchar not null,
    status varchar not null check (
        status in (
            'queued', 'sent', 'written', 'deferred', 'refused', 'failed', 'uncertain', 'bounced', 'unsubscribed'
        )
    ),
    channel varchar,
    reason varchar,
    claimed_at timestamptz,
    sent_at timestamptz,
    desk varchar not null,
    queued_at timestamptz,
    attempts integer not null,
    retry_at timestamptz,
    expires_at timestamptz,
    bounced_at timestamptz,
    primary key (digest_id, recipient)
);
