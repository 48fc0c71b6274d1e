-- grain: one article by its row in mart.articles; size in bytes of what is indexed of it
insert into copy.search.documents
select
    rowid,
    strlen(title) + strlen(sapo) + coalesce(strlen(body), 0),
    body is not null
from copy.mart.articles
where rowid >= $before
