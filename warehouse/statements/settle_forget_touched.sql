delete from ops.touched_articles where true
