-- digests whose relevant articles are not all accounted for: relevant = shown + merged + below_line
select digest_id, relevant, shown, merged, below_line
from mart.digests
where relevant <> shown + merged + below_line
order by all
