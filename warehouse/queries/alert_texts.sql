-- grain: one text of alert_articles.
select distinct text_id from alert_articles
