-- grain: one outlet, as its source file says
-- key: source_id
create or replace view mart.outlets as
select source_id, name, kind, owner, homepage, provinces, verified, republish
from core.outlets;
