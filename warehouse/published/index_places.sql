-- grain: one word in one piece of 4,096 articles with all its places, sorted by word: the places of a word are read alone.
-- A place is document * 2^20 + field + ordinal, where the title begins at 0, the sapo at 2^12, the body at 2^16. Bodies of
-- articles that are not relevant are left out
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
    select word, place >> 32 as piece, list(place) as places from written where word <> '' group by all
),
-- a word is respelled once here, not at each of its places
spelled as (
    select written_so, search_key(fold_text(word)) as folded, search_key(word) as word
    from (select word as written_so, spoken_word(word) as word from (select distinct word from gathered))
)
select s.folded, s.word, g.places
from gathered as g
join spelled as s on s.written_so = g.word
order by s.folded, s.word, g.piece
