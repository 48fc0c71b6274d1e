-- grain: one digest to one recipient
-- key: digest_id, recipient
create or replace view mart.deliveries as
select
    l.digest_id,
    d.period,
    d.scope,
    d.day as digest_date,
    l.recipient,
    l.message_id,
    l.status,
    l.channel,
    l.reason,
    l.claimed_at,
    l.sent_at
from core.deliveries as l
left join core.digests as d using (digest_id);
