insert into core.deliveries
select 'toan-quoc-' || d, 'ban' || r || '@cong-doan.example', 'm-' || d || '-' || r, 'sent', 'smtp', null, sent, sent
from range(730) as days(d), range(12) as people(r), (select timestamptz '2024-08-01 23:30:00+00' as sent) as hour
