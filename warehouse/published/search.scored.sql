-- grain: one article, by its number in store.articles, that has every word and phrase of a question and none that it forbids;
-- `together` says how many of its bare words stand as typed side by side, in_title where all of them do so in the title.
-- BM25: k1 = 1.2, b = 0.75 over bytes; a word of the title weighs four, of the sapo two, one with other diacritics half
create or replace macro search.scored(question) as table
with parts as (
    select unnest(found) as part, generate_subscripts(found, 1) as no
    from (
        select regexp_extract_all(translate(nfc_normalize(question), '“”', '""'), '-?(?:[a-z]+:)?(?:"[^"]*"?|[^\s"]+)') as found
    )
),
clauses as (
    select
        no,
        starts_with(part, '-') as unwanted,
        regexp_extract(part, '^-?(title|sapo|body|outlet|topic|from|to):', 1) as field,
        trim(regexp_replace(part, '^-?(?:(?:title|sapo|body|outlet|topic|from|to):)?', ''), ' "') as said
    from parts
),
phrases as (
    select no, unwanted, field, list_transform(list_filter(search_tokens(said), lambda w: w <> ''), lambda w: spoken_word(w)) as words
    from clauses
    where field in ('', 'title', 'sapo', 'body')
),
wanted as materialized (
    select
        no,
        unwanted,
        len(words) as length,
        -- words side by side as typed count as standing together
        len(words) = 1 and field = '' and not unwanted as is_bare,
        row_number() over (partition by len(words) = 1 and field = '' and not unwanted order by no) - 1 as bare_no,
        nth,
        search_key(fold_text(word)) as folded,
        search_key(word) as word,
        word = fold_text(word) as is_plain,
        case field when 'sapo' then 4096 when 'body' then 65536 else 0 end as begins,
        case field when 'title' then 4095 when 'sapo' then 65535 else 1048575 end as ends
    from (select *, unnest(words) as word, generate_subscripts(words, 1) as nth from phrases)
),
needed as (
    select
        count(distinct no) filter (where not unwanted) as clauses,
        count(distinct no) filter (where is_bare) as bare
    from wanted
),
-- a row has a few thousand places of a word: of a common one thousands of rows are joined, not millions
places as materialized (
    select no, length, nth, is_bare, bare_no, is_exact, place
    from (
        select
            w.no * 2 + w.unwanted::int as no,
            w.length,
            w.nth,
            w.is_bare,
            w.bare_no,
            w.begins,
            w.ends,
            p.word = w.word as is_exact,
            unnest(p.places) as place
        from search.places as p
        join wanted as w on w.folded = p.folded and (w.is_plain or w.word = p.word)
    )
    where place & 1048575 between begins and ends
),
standing as (
    select no, is_exact, place from places where length = 1
    union all
    select no, bool_and(is_exact), min(place)
    from places
    where length > 1
    group by no, length, place - nth
    having count(*) = length
),
-- numbers instead of two columns: half the time of counting
counted as materialized (
    select doc_no >> 9 as doc, doc_no & 511 as no, doc_no & 1 = 1 as unwanted, weight
    from (
        select
            (place >> 20 << 9) + no as doc_no,
            sum(
                case when place & 1048575 < 4096 then 4 when place & 1048575 < 65536 then 2 else 1 end
                * if(is_exact, 1.0::float, 0.5::float)
            ) as weight
        from standing
        group by doc_no
    )
),
rarity as (
    select c.no, ln(1 + (any_value(a.documents) - count(*) + 0.5) / (count(*) + 0.5)) as idf
    from counted as c
    cross join (select count(*) as documents from store.articles) as a
    group by c.no
),
whole as materialized (
    select doc
    from counted
    group by doc
    having count(*) filter (where not unwanted) = (select clauses from needed) and count(*) filter (where unwanted) = 0
),
days as (
    select
        coalesce(max(search_date(said)) filter (where field = 'from'), '-infinity'::date) as first,
        coalesce(min(search_date(said)) filter (where field = 'to'), 'infinity'::date) as last
    from clauses
),
-- days are asked for here, where articles are read anyway: a join with all of them is a third of a question's time
sized as materialized (
    select w.doc, a.size, a.recent
    from whole as w
    join store.articles as a on a.doc = w.doc
    where a.digest_date between (select first from days) and (select last from days)
),
fitting as materialized (
    -- rounded, for a sum of the same numbers in another order differs in its last digits
    select
        c.doc,
        any_value(s.recent) as recent,
        round(sum(r.idf * c.weight * 2.2 / (c.weight + 1.2 * (0.25 + 0.75 * s.size / a.size))), 6) as score
    from counted as c
    join sized as s on s.doc = c.doc
    join rarity as r on r.no = c.no
    cross join (select avg(size) as size from store.articles) as a
    group by c.doc
),
filters as (
    select
        list(said) filter (where field = 'outlet' and not unwanted) as outlets,
        list(said) filter (where field = 'outlet' and unwanted) as other_outlets,
        list(said) filter (where field = 'topic' and not unwanted) as topics,
        list(said) filter (where field = 'topic' and unwanted) as other_topics
    from clauses
    -- no row without such a filter: then articles are not looked through again
    having count(*) filter (where field in ('outlet', 'topic')) > 0
),
allowed as (
    select f.doc, f.recent, f.score
    from fitting as f
    where not exists (from filters)
    union all
    select f.doc, f.recent, f.score
    from fitting as f
    join store.articles as a on a.doc = f.doc
    cross join filters as w
    where (w.outlets is null or list_contains(w.outlets, a.source_id) or list_contains(w.outlets, a.outlet))
    and (w.other_outlets is null or not list_contains(w.other_outlets, a.source_id))
    and (w.topics is null or list_has_any(coalesce(a.topics, []), w.topics))
    and (w.other_topics is null or not list_has_any(coalesce(a.topics, []), w.other_topics))
),
together as (
    -- words that stand as typed begin at one place when each is moved back by its own number
    select (first + bare) >> 20 as doc, max(n) as n, bool_or(n = bare and first % 1048576 < 4096) as in_title
    from (
        select p.place - p.bare_no as first, count(*) as n
        from places as p
        where p.is_bare
        group by first
        having count(*) > 1
    )
    cross join needed
    group by doc
)
select
    a.doc,
    a.recent,
    a.score,
    coalesce(t.n, 1) as together,
    coalesce(t.in_title, false) as in_title
from allowed as a
left join together as t on t.doc = a.doc
