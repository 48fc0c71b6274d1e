-- grain: one word of one of the different pieces of texts, in the order in which they stand; words that are found alike have
-- one rank, in the order of their keys. A word is respelled once here, not in each piece
with said as materialized (
    select code, unnest(words) as word, generate_subscripts(words, 1) as nth
    from (select code, search_tokens(piece) as words from pieces)
),
spelled as (
    select word as written_so, search_key(fold_text(spoken)) as folded, search_key(spoken) as word
    from (select word, spoken_word(word) as spoken from (select distinct word from said where word <> ''))
),
ranked as (
    select *, dense_rank() over (order by folded, word) - 1 as rank from spelled
)
select
    s.code,
    r.folded,
    r.word,
    r.rank
from said as s
join ranked as r on r.written_so = s.word
order by s.code, s.nth
