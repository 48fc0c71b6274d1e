-- the articles that all runs brought are the articles that there are
select counted.articles as in_ledger, stored.articles as in_store
from (select coalesce(sum(articles), 0) as articles from mart.ledger) as counted
cross join (select count(*) as articles from core.best_versions where in_books(first_seen_at)) as stored
where counted.articles <> stored.articles
