insert into core.article_states by name from settled_articles
