-- grain: one wording removed that no run shows any more.
delete from core.article_versions
where version_id not in (select version_id from core.items where version_id is not null)
