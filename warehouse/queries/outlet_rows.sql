-- grain: one outlet as it was last loaded.
select source_id, name, kind, owner, homepage, provinces, verified, republish
from core.outlets
order by source_id
