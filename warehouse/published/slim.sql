-- grain: one article of mart.articles that the copy does not have as it is now, without what is read straight from its
-- wording and its capture: `told` is the number of its run, which stands for those, and `print` follows from everything.
-- An article whose words are the same keeps its place in the index. Bodies of articles that are not relevant are shown
-- for three months, to see what was taken for irrelevant: they are most of the bytes
create table main.slim as
with articles as (
    select
        * exclude (
            url, title, sapo, body, author, section, tags, disagreements, warc_file, warc_offset, capture_sha256, robots, extractor_id
        ),
        relevance is distinct from 0 as is_whole,
        relevance is distinct from 0 or digest_date > $last_date::date - 92 as has_body
    from mart.articles
),
printed as (
    select a.*, r.print as told, hash(a, r.print) as print
    from articles as a
    join main.runs as r on r.run_id = a.run_id
)
select
    n.*,
    o.doc as old_doc,
    if((n.version_id, n.told, n.is_whole) = (o.version_id, o.told, o.relevance is distinct from 0), o.doc, null) as kept_doc
from printed as n
left join copy.store.articles as o on o.article_id = n.article_id
where o.print is distinct from n.print
