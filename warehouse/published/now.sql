-- grain: one article of mart.articles as it is now, without what is read straight from its wording and its capture: `told`
-- is the number of its run, which stands for those, and `print` follows from everything. Bodies of articles that are not
-- relevant are shown for three months, to see what was taken for irrelevant: they are most of the bytes
create view main.now as
with articles as (
    select
        a.* exclude (
            url, title, sapo, body, author, section, tags, disagreements, warc_file, warc_offset, capture_sha256, robots, extractor_id
        ),
        x.* exclude (text_id),
        a.relevance is distinct from 0 as is_whole,
        a.relevance is distinct from 0 or a.digest_date > l.last_date - 92 as has_body
    from mart.articles as a
    cross join main.last_day as l
    left join main.attitudes as x on x.text_id = a.text_id
)
select a.*, r.print as told, hash(a, r.print) as print
from articles as a
join main.runs as r on r.run_id = a.run_id
