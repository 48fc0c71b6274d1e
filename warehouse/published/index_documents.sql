-- grain: one article by its row in mart.articles; size in bytes of what is indexed of it
insert into copy.search.documents
select
    rowid,
    strlen(title) + strlen(sapo) + if(relevance is distinct from 0, strlen(body), 0),
    relevance is distinct from 0
from copy.mart.articles
where rowid >= $before
