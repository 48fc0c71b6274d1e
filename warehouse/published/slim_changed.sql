-- grain: one article that changed
create table main.slim as
select n.*, c.old_doc, c.kept_doc
from main.now as n
join main.changed as c on c.article_id = n.article_id
