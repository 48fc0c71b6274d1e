-- grain: one row: articles whose page was read, relevant ones, their stories.
select
    count(*) filter (where method is not null) as pages,
    count(*) filter (where relevance > 0) as relevant,
    count(distinct story_id) filter (where relevance > 0) as stories
from mart.articles
