-- grain: one digest to be sent: the one named; else those of the desk, or of every desk, whose window ended last before
-- $closed_by: what an editor drafts of a day that is not over is sent to nobody
select digest_id, scope
from core.digests
where
    if(
        cast($digest_id as varchar) is not null,
        digest_id = $digest_id,
        (cast($desk as varchar) is null or scope = $desk) and last_at <= $closed_by
    )
qualify cast($digest_id as varchar) is not null or last_at = max(last_at) over ()
order by period, digest_id
