-- grain: one article of main.slim, its number in the index, and the stretch of time in which it is brought
create table main.docs as
select
    article_id,
    fetched_at,
    kept_doc is null as is_new,
    coalesce(
        kept_doc,
        (select coalesce(max(doc) + 1, 0) from copy.store.articles)
        + row_number() over (partition by kept_doc is null order by fetched_at, article_id) - 1
    ) as doc,
    (row_number() over (order by fetched_at, article_id) - 1) // $size as stretch
from main.slim
