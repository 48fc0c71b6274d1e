-- grain: one row per digest day with articles, newest first.
select distinct digest_date from mart.articles order by digest_date desc
