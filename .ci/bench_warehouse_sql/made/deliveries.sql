insert into core.deliveries by name
select
    'toan-quoc-' || d as digest_id, 'ban' || r || '@cong-doan.example' as recipient, 'm-' || d || '-' || r as message_id,
    'sent' as status, 'smtp' as channel, timestamptz '2024-08-01 23:30:00+00' as sent_at, 'toan-quoc' as desk, 1 as attempts
from range($first_day, $days) as days(d), range(12) as people(r)
