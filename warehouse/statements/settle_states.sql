-- in the order of time, so that a stretch of time lies together also where all were found anew
insert into core.article_states by name from settled_articles order by first_seen_at, article_id
