-- run × outlet whose requests do not add up: asked = landed + not_modified + failed
select run_id, source_id, asked, landed, not_modified, failed
from mart.ledger
where asked <> landed + not_modified + failed
order by all
