-- grain: one story with its name: what people called it last, else the title that says most of what the titles of its
-- originals have in common (cosine of the title's words with those of all of them), the earliest of equals
create or replace view core.story_titles as
with original as (
    select story_id, article_id, title, news_at
    from mart.story_articles
    where not is_copy
),
word as (
    select story_id, article_id, unnest(list_distinct(string_split(trim(fold_words(title)), ' '))) as word
    from (from original qualify count(*) over (partition by story_id) > 1)
),
weighed as (
    select story_id, article_id, count(*) over (partition by story_id, word) - 1 as shared
    from word
),
central as (
    select story_id, article_id, sum(shared) / sqrt(count(*)) as score
    from weighed
    group by story_id, article_id
),
best as (
    select o.story_id, o.article_id, o.title
    from original as o
    left join central as c on c.story_id = o.story_id and c.article_id = o.article_id
    qualify row_number() over (partition by o.story_id order by c.score desc nulls last, o.news_at, o.article_id) = 1
),
named as (
    select s.story_id, c.title
    from core.story_corrections as c
    join mart.story_articles as s on s.article_id = c.article_id
    where c.kind = 'rename'
    qualify row_number() over (partition by s.story_id order by c.said_at desc, c.correction_id desc) = 1
)
select
    b.story_id,
    coalesce(n.title, b.title) as title,
    if(n.title is null, b.article_id, null) as title_article_id
from best as b
left join named as n on n.story_id = b.story_id;
