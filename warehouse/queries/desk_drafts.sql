-- grain: one digest among $digest_ids: its subject, when it was approved (null: it is not), whether it left.
select
    d.digest_id,
    d.subject,
    if(w.kind = 'approve', w.said_at, null) as approved_at,
    d.digest_id in (
        select digest_id from core.deliveries where status in ('sent', 'written', 'uncertain')
    ) as is_sent
from core.digests as d
left join (
    select digest_id, kind, said_at
    from core.digest_corrections
    where kind in ('approve', 'reopen')
    qualify row_number() over (partition by digest_id order by said_at desc, correction_id desc) = 1
) as w on w.digest_id = d.digest_id
where d.digest_id in (select unnest($digest_ids))
