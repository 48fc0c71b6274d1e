-- grain: one word as written in one chunk of articles; a place is document * 2^20 + field + ordinal, where the title
-- begins at 0, the sapo at 2^12, the body at 2^16. Bodies of articles that are not relevant are left out
insert into copy.search.postings
with fields as (
    select rowid as doc, 0 as field, search_tokens(title) as words from copy.mart.articles where rowid >= $before
    union all
    select rowid, 4096, search_tokens(sapo) from copy.mart.articles where rowid >= $before
    union all
    select rowid, 65536, search_tokens(body) from copy.mart.articles where rowid >= $before and body is not null
),
written as (
    select unnest(words) as word, (doc << 20) + field + unnest(range(len(words))) as place
    from fields
),
gathered as (
    select word, list(place) as places from written where word <> '' group by word
)
-- a word is respelled once here, not at each of its places; a filter on the outcome would be moved down to the places
select word, fold_text(word) as folded, places
from (select spoken_word(word) as word, places from gathered)
order by folded, word
