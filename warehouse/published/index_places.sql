-- grain: one word at one place of one chunk of articles, sorted by word: the places of a word are read alone. A place is
-- document * 2^20 + field + ordinal, where the title begins at 0, the sapo at 2^12, the body at 2^16. Bodies of articles
-- that are not relevant are left out
insert into copy.search.places
with fields as (
    select doc, 0 as field, search_tokens(title) as words from copy.store.articles where doc between $first_doc and $last_doc
    union all
    select doc, 4096, search_tokens(sapo) from copy.store.articles where doc between $first_doc and $last_doc
    union all
    select doc, 65536, search_tokens(body)
    from copy.store.articles
    where doc between $first_doc and $last_doc and relevance is distinct from 0
),
written as (
    select unnest(words) as word, (doc << 20) + field + unnest(range(len(words))) as place
    from fields
),
gathered as (
    select word, list(place) as places from written where word <> '' group by word
),
-- a word is respelled once here, not at each of its places; a filter on the outcome would be moved down to the places
spelled as (
    select spoken_word(word) as word, places from gathered
),
keyed as (
    select search_key(fold_text(word)) as folded, search_key(word) as word, places from spelled
)
select folded, word, unnest(places)
from (from keyed order by folded, word)
