-- grain: one new article by its number; size in bytes of what is indexed of it. Of two that answer a question equally well
-- the one that was fetched later comes first: `recent` begins with that time and ends with digits of the article's own
insert into copy.search.documents
select
    doc,
    strlen(title) + strlen(sapo) + if(relevance is distinct from 0, strlen(body), 0),
    (epoch_ms(fetched_at) << 20) + (hash(article_id) & 1048575)::bigint
from copy.store.articles
where doc between $first_doc and $last_doc
