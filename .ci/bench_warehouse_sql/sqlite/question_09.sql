select i.digest_date, i.section, i.title, c.field, c.value, c.said_by, c.said_at
from digest_items as i
join corrections as c on c.text_id = i.text_id and c.is_current
where i.period = 'day' and i.disposition = 'shown' and i.digest_date >= '2026-01-01'
order by i.digest_date, i.position, c.field
