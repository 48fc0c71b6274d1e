-- grain: one digest or alert to one recipient of a desk
-- key: digest_id, recipient
create or replace view mart.deliveries as
select
    l.digest_id,
    coalesce(d.period, if(a.alert_id is null, null, 'alert')) as period,
    coalesce(d.scope, a.desk, nullif(l.desk, '')) as scope,
    coalesce(d.day, digest_day(a.raised_at)) as digest_date,
    l.recipient,
    l.message_id,
    l.status,
    l.channel,
    l.reason,
    l.attempts,
    l.queued_at,
    l.claimed_at,
    l.retry_at,
    l.sent_at,
    l.bounced_at
from core.deliveries as l
left join core.digests as d on d.digest_id = l.digest_id
left join core.alerts as a on a.alert_id = l.digest_id;
