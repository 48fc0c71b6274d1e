-- a copy repeats the first text of its story
insert into core.grouping
select
    text_id,
    if(is_copy and text_id <> first_id, first_id, null),
    left(sha256('story ' || first_article), 16),
    if(is_copy and text_id <> first_id, 0.93, null)
from (
    select
        text_id,
        is_copy,
        arg_min(text_id, i) over (partition by story) as first_id,
        arg_min(article_id, i) over (partition by story) as first_article
    from made
    where relevance > 0
)
