-- grain: one run, and a number that follows from everything read straight from its wordings and answers. A wording's id is
-- a hash of its words (flows/reading.py), so the long ones are not read
create table main.runs as
select run_id, hash(sum(said)) as print
from (
    select run_id, hash(v) as said from (select * exclude (sapo, body) from core.article_versions) as v
    union all
    select run_id, hash(c) from mart.captures as c
)
group by run_id
