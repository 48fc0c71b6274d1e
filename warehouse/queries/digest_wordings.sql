-- grain: one wording of $digest_ids, where it lies among all of them, and how its article is dated: looked up once.
create or replace temp table digest_wordings as
with worded as (
    select version_id, article_id, source_id, origin, fetched_at
    from core.article_versions
    where version_id in (
        select i.version_id from core.digest_items as i where i.digest_id in (select unnest($digest_ids))
    )
)
select w.version_id, w.source_id, w.origin, w.fetched_at, b.published_at as dated_at
from worded as w
left join core.best_versions as b on b.article_id = w.article_id
