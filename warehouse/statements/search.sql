-- grain: one article that has some of the words, whatever their diacritics. The best candidates, those with the words
-- as one phrase first, are then ordered by the words as typed: a phrase in the title, a phrase anywhere, all of them
with scored as (
    select
        article_id,
        fts_search_documents.match_bm25(article_id, $folded) as score,
        contains(title, ' ' || $folded || ' ')
        or contains(sapo, ' ' || $folded || ' ')
        or contains(body, ' ' || $folded || ' ') as has_phrase
    from search.documents
),
candidates as (
    select article_id, score
    from scored
    where score is not null
    qualify row_number() over (order by has_phrase desc, score desc, article_id) <= $candidates
),
texts as (
    select
        c.score,
        -- words typed without any diacritics are looked for in the text without any
        if($typed = $folded, fold_words(a.title), search_words(a.title)) as title_words,
        if(
            $typed = $folded,
            fold_words(concat_ws(' . ', a.title, a.sapo, a.body)),
            search_words(concat_ws(' . ', a.title, a.sapo, a.body))
        ) as words,
        a.article_id,
        a.title,
        coalesce(o.name, a.source_id) as outlet,
        a.url,
        a.published_at,
        a.sapo,
        a.body
    from candidates as c
    join core.articles as a on a.article_id = c.article_id
    left join core.outlets as o on o.source_id = a.source_id
)
select article_id, title, outlet, url, published_at, round(score, 6) as score, sapo, body
from texts
order by
    contains(title_words, search_words($typed)) desc,
    contains(words, search_words($typed)) desc,
    list_bool_and([contains(words, ' ' || word || ' ') for word in string_split(trim(search_words($typed)), ' ')]) desc,
    texts.score desc,
    article_id
limit $limit
