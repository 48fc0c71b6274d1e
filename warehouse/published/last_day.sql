-- the last digest day of any article
create table main.last_day as
select max(digest_day(coalesce(published_at, first_seen_at))) as last_date from core.best_versions
