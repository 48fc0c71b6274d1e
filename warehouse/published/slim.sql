-- grain: one article of mart.articles without what is read straight from its wording, by time
create table main.slim as
select * exclude (url, title, sapo, body, author, section, tags, disagreements)
from mart.articles
order by fetched_at
