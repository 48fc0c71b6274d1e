-- grain: one article; words without diacritics, so that a question finds them however it was typed
create or replace table search.documents as
select
    article_id,
    fold_text(title) as title,
    fold_text(sapo) as sapo,
    fold_text(body) as body
from core.articles
order by article_id
