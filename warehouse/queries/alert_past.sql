-- grain: one article of alert_articles, with what counts for what a digest told.
select article_id, story_id, owner, news_at, known_at, strike, coalesce(is_critical, false) as is_critical from alert_articles
