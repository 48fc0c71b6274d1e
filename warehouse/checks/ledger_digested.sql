-- nationwide daily digests whose articles are not all in the ledger, each where it was first seen
select counted.relevant as in_ledger, stored.relevant as in_digests
from (select coalesce(sum(relevant), 0) as relevant from mart.ledger) as counted
cross join (
    select count(*) as relevant
    from core.digest_items as i
    join core.digests as d on d.digest_id = i.digest_id and d.period = 'day' and d.scope = 'toan-quoc'
    where i.article_id in (select article_id from core.best_versions where in_books(first_seen_at))
) as stored
where counted.relevant <> stored.relevant
