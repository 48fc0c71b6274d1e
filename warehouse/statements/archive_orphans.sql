-- grain: one month of the archive with a body whose wording is no longer known.
select distinct month from core.archived_texts anti join core.article_versions using (version_id) order by month
