-- grain: one article that the copy does not have as it is now; one whose words are the same keeps its place in the index
create table main.changed as
select
    n.article_id,
    o.doc as old_doc,
    if((n.version_id, n.told, n.is_whole) = (o.version_id, o.told, o.relevance is distinct from 0), o.doc, null) as kept_doc
from main.prints as n
left join copy.store.articles as o on o.article_id = n.article_id
where o.print is distinct from n.print
