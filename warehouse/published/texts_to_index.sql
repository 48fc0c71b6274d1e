-- grain: one article of the copy with the texts whose words are kept: bodies of articles that are not relevant are left out
select
    doc,
    coalesce(title, '') as title,
    coalesce(sapo, '') as sapo,
    case when relevance is distinct from 0 then coalesce(body, '') else '' end as body
from copy.store.articles
where doc between $first_doc and $last_doc
