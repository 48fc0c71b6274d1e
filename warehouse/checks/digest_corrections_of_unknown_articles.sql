-- words of editors about stories whose articles are not there (any more)
select correction_id, digest_id, kind, subject
from core.digest_corrections
where kind in ('move', 'seat', 'hide', 'show', 'note')
    and subject is not null
    and subject not in (select article_id from core.article_versions)
order by all
