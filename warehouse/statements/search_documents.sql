-- grain: one article; words without diacritics, with one space around each, so that a question finds them however
-- it was typed
create or replace table search.documents as
select
    article_id,
    fold_words(title) as title,
    fold_words(sapo) as sapo,
    fold_words(body) as body
from core.articles
order by article_id
