-- grain: one wording that the copy does not have as it is now, and the stretch of time in which it is brought
create table main.missing_others as
select n.*, (row_number() over (order by n.fetched_at, n.version_id) - 1) // $size as stretch
from main.others as n
anti join copy.store.other_versions as o on o.version_id = n.version_id
