-- grain: one article of mart.articles without what is read straight from its wording and its capture
create table main.slim as
select
    * exclude (
        url, title, sapo, body, author, section, tags, disagreements, warc_file, warc_offset, capture_sha256, robots, extractor_id
    )
from mart.articles
