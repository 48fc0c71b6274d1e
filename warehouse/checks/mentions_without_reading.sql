-- rows of core.mentions of which the ledger of readings knows nothing
select m.text_id, m.reader_id, count(*) as n
from core.mentions as m
anti join core.readings as r on r.text_id = m.text_id and r.reader_id = m.reader_id
group by all
order by all
