-- grain: one text of digest_window_articles.
create or replace temp table texts_wanted as
select distinct text_id from digest_window_articles
