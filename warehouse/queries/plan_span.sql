-- grain: one row: the first and last calendar day of Việt Nam of which there is news.
select min(news_date) as first_date, max(news_date) as last_date from core.labour_days
