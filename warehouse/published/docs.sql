-- grain: one article of main.slim, its number in the index, and the stretch of time in which it is brought; numbers go up
-- as rows lie in the warehouse, so that places of a word are sorted and take half the bytes
create table main.docs as
select
    article_id,
    fetched_at,
    kept_doc is null as is_new,
    coalesce(
        kept_doc,
        (select coalesce(max(doc) + 1, 0) from copy.store.articles)
        + row_number() over (partition by kept_doc is null order by fetched_at, run_id, seq, position) - 1
    ) as doc,
    (row_number() over (order by fetched_at, run_id, seq, position) - 1) // $size as stretch
from main.slim
