select count(*) > 0 from ops.touched_articles
