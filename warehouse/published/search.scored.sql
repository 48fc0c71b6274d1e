-- grain: one article, by its row in mart.articles, that has every word and phrase of a question and none that it forbids;
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
wanted as (
    select
        no,
        unwanted,
        field,
        len(words) as length,
        -- words side by side as typed count as standing together
        len(words) = 1 and field = '' and not unwanted as is_bare,
        unnest(words) as word,
        generate_subscripts(words, 1) as nth
    from phrases
),
needed as (
    select
        count(distinct no) filter (where not unwanted) as clauses,
        count(distinct no) filter (where is_bare) as bare
    from wanted
),
places as materialized (
    select
        w.no,
        w.length,
        w.nth,
        w.unwanted,
        w.is_bare,
        p.word = w.word as is_exact,
        unnest(p.places) as place
    from (
        select word, folded, places
        from search.postings
        -- the list is worked out before the scan, so that only the lists of these words are read
        where list_contains(
            list_transform(regexp_extract_all(question, '[\p{L}\p{N}\p{M}]+'), lambda w: fold_text(spoken_word(w))), folded
        )
    ) as p
    join wanted as w on fold_text(w.word) = p.folded and (w.word = p.word or w.word = p.folded)
),
standing as (
    select no, unwanted, is_exact, place from places where length = 1
    union all
    select no, unwanted, bool_and(is_exact), min(place)
    from places
    where length > 1
    group by no, unwanted, length, place - nth
    having count(*) = length
),
weighed as (
    select
        s.no,
        s.unwanted,
        s.place >> 20 as doc,
        case when s.place % 1048576 < 4096 then 4 when s.place % 1048576 < 65536 then 2 else 1 end
        * if(s.is_exact, 1.0, 0.5) as weight
    from standing as s
    join (select distinct no, field from wanted) as w on w.no = s.no
    where w.field = ''
    or w.field = case when s.place % 1048576 < 4096 then 'title' when s.place % 1048576 < 65536 then 'sapo' else 'body' end
),
counted as materialized (
    select doc, no, unwanted, sum(weight) as weight from weighed group by doc, no, unwanted
),
rarity as (
    select c.no, ln(1 + (any_value(a.documents) - count(*) + 0.5) / (count(*) + 0.5)) as idf
    from counted as c
    cross join (select count(*) as documents, avg(size) as size from search.documents) as a
    group by c.no
),
fitting as materialized (
    select
        c.doc,
        sum(r.idf * c.weight * 2.2 / (c.weight + 1.2 * (0.25 + 0.75 * d.size / a.size))) filter (where not c.unwanted) as score
    from counted as c
    join rarity as r on r.no = c.no
    join search.documents as d on d.doc = c.doc
    cross join (select avg(size) as size from search.documents) as a
    group by c.doc
    having count(*) filter (where not c.unwanted) = (select clauses from needed)
    and count(*) filter (where c.unwanted) = 0
),
filters as (
    select
        list(said) filter (where field = 'outlet' and not unwanted) as outlets,
        list(said) filter (where field = 'outlet' and unwanted) as other_outlets,
        list(said) filter (where field = 'topic' and not unwanted) as topics,
        list(said) filter (where field = 'topic' and unwanted) as other_topics,
        max(search_date(said)) filter (where field = 'from') as from_date,
        min(search_date(said)) filter (where field = 'to') as to_date
    from clauses
    -- no row without a filter: then articles are not looked through at all
    having count(*) filter (where field in ('outlet', 'topic', 'from', 'to')) > 0
),
allowed as (
    select f.doc, f.score
    from fitting as f
    where not exists (from filters)
    or f.doc in (
        select a.rowid
        from mart.articles as a
        cross join filters as f
        where (f.from_date is null or a.digest_date >= f.from_date)
        and (f.to_date is null or a.digest_date <= f.to_date)
        and (f.outlets is null or list_contains(f.outlets, a.source_id) or list_contains(f.outlets, a.outlet))
        and (f.other_outlets is null or not list_contains(f.other_outlets, a.source_id))
        and (f.topics is null or list_has_any(coalesce(a.topics, []), f.topics))
        and (f.other_topics is null or not list_has_any(coalesce(a.topics, []), f.other_topics))
    )
),
together as (
    select place >> 20 as doc, max(n) as n, coalesce(bool_or(in_title) filter (where n = bare), false) as in_title
    from (
        select p.place - p.no as first, any_value(p.place) as place, count(*) as n, bool_and(p.place % 1048576 < 4096) as in_title
        from places as p
        semi join allowed as a on a.doc = p.place >> 20
        where p.is_bare
        group by p.place - p.no
    )
    cross join needed
    group by place >> 20
)
select
    a.doc,
    a.score,
    coalesce(t.n, 0) as together,
    coalesce(t.in_title, false) as in_title
from allowed as a
left join together as t on t.doc = a.doc
