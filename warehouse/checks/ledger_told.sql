-- run × outlet × day whose relevant articles do not add up: relevant = shown + merged + below_line
select run_id, source_id, digest_date, relevant, shown, merged, below_line
from mart.ledger
where relevant <> shown + merged + below_line
order by all
