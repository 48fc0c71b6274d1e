-- offends: a reader whose last mail did not arrive, or may not have; one that is still tried, or who left, does not
with last as (
    select
        desk,
        recipient,
        arg_max(status, coalesce(queued_at, claimed_at)) as status,
        arg_max(digest_id, coalesce(queued_at, claimed_at)) as digest_id,
        arg_max(reason, coalesce(queued_at, claimed_at)) as reason
    from core.deliveries
    group by desk, recipient
)
select l.desk, l.recipient, l.digest_id, l.status, l.reason
from last as l
anti join core.departures as d on d.desk = l.desk and d.recipient = l.recipient and not d.wants_mail
where l.status in ('refused', 'failed', 'uncertain', 'bounced')
