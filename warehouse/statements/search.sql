-- grain: one article that has some of the words, whatever their diacritics; of the best candidates those come first
-- that have the words as typed in one phrase, then those that have all of them. Words typed without any diacritics
-- are looked for in the text without any
with candidates as (
    select name as article_id, fts_search_documents.match_bm25(name, $folded) as score
    from fts_search_documents.docs
    qualify score is not null and row_number() over (order by score desc, name) <= $candidates
),
texts as (
    select
        c.score,
        search_words($typed) as phrase,
        if(
            $typed = $folded,
            fold_text(search_words(concat_ws(' ', a.title, a.sapo, a.body))),
            search_words(concat_ws(' ', a.title, a.sapo, a.body))
        ) as words,
        a.*
    from candidates as c
    join core.articles as a on a.article_id = c.article_id
)
select
    t.article_id,
    t.title,
    coalesce(o.name, t.source_id) as outlet,
    t.url,
    t.published_at,
    round(t.score, 6) as score,
    t.sapo,
    t.body
from texts as t
left join core.outlets as o on o.source_id = t.source_id
order by
    contains(t.words, t.phrase) desc,
    list_bool_and([contains(t.words, ' ' || word || ' ') for word in string_split(trim(t.phrase), ' ')]) desc,
    score desc,
    t.article_id
limit $limit
