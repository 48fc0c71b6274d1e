-- grain: one wording of $digest_ids, and where it lies among all of them: looked up once.
create or replace temp table digest_wordings as
select version_id, source_id, origin, fetched_at
from core.article_versions
where version_id in (
    select i.version_id from core.digest_items as i where i.digest_id in (select unnest($digest_ids))
)
