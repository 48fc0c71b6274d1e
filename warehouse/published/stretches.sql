-- grain: one stretch of time of main.docs, with the numbers that its new articles have in the index
select
    stretch,
    min(fetched_at) as first_at,
    max(fetched_at) as last_at,
    min(doc) filter (where is_new) as first_doc,
    max(doc) filter (where is_new) as last_doc
from main.docs
group by stretch
order by stretch
