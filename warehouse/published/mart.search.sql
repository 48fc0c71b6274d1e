-- grain: one article that answers a question, best first: as many as `most`.
-- A question is words, "phrases", title: sapo: body: before either, - before what must not be there, and the filters
-- outlet: topic: from: to:. Every word must be there; one typed without diacritics is found with any. Articles with the
-- words side by side as typed come first, in the title before elsewhere, then by BM25
create or replace macro mart.search(question, most := 20) as table
with best as (
    from search.scored(question)
    order by in_title desc, together desc, score desc, recent desc, doc desc
    limit most
),
asked as (
    select distinct spoken_word(word) as word, fold_text(spoken_word(word)) as folded
    from (
        select unnest(regexp_extract_all(
            regexp_replace(question, '(?:^|\s)(?:-\S+|(?:outlet|topic|from|to):\S+)|\b(?:title|sapo|body):', ' ', 'g'), '[\p{L}\p{N}\p{M}]+'
        )) as word
    )
),
-- their rows first, which needs one narrow column: texts are then read of these alone
lying as materialized (
    select b.*, x.rowid as lies_at
    from best as b
    join store.articles as x on x.doc = b.doc
),
hits as materialized (
    select l.*, x.* exclude (doc)
    from lying as l
    join store.articles as x on x.rowid = l.lies_at
),
-- the passage: from a few words before the densest run of words that were asked for
read as materialized (
    select doc, unnest(texts) as text, generate_subscripts(texts, 1) as nth
    from (select doc, string_split_regex(trim(concat_ws(' ', sapo, body)), '\s+') as texts from hits)
),
met as (
    -- few words hold the letters of one that was asked for: only these are respelled
    select distinct r.doc, r.nth
    from (select doc, nth, text, replace(strip_accents(lower(text)), 'đ', 'd') as folded from read) as r
    join asked as a on contains(r.folded, a.folded)
    where a.word = spoken_word(r.text) or (a.word = a.folded and a.word = fold_text(spoken_word(r.text)))
),
flagged as (
    select r.doc, r.nth, r.text, m.nth is not null as is_asked
    from read as r
    left join met as m on m.doc = r.doc and m.nth = r.nth
),
dense as (
    select
        *,
        sum(is_asked::int) over (partition by doc order by nth rows between current row and 23 following) as near,
        count(*) over (partition by doc) as length
    from flagged
),
placed as (
    select doc, any_value(length) as length, greatest(arg_max(nth, (if(is_asked, near, 0), -nth)) - 8, 1) as first
    from dense
    group by doc
),
passages as (
    select
        f.doc,
        if(any_value(p.first) > 1, '… ', '')
        || replace(
            string_agg(if(f.is_asked, regexp_replace(f.text, '([\p{L}\p{N}\p{M}]+)', '«\1»', 'g'), f.text), ' ' order by f.nth),
            '» «',
            ' '
        )
        || if(any_value(p.first) + 36 <= any_value(p.length), ' …', '') as snippet
    from flagged as f
    join placed as p on p.doc = f.doc and f.nth >= p.first and f.nth < p.first + 36
    group by f.doc
)
select
    row_number() over (order by h.in_title desc, h.together desc, h.score desc, h.recent desc, h.doc desc) as rank,
    h.article_id,
    h.title,
    h.outlet,
    h.url,
    h.published_at,
    h.digest_date,
    round(h.score, 4) as score,
    p.snippet,
    h.relevance,
    h.topics,
    h.story_id
from hits as h
join passages as p on p.doc = h.doc
order by rank
