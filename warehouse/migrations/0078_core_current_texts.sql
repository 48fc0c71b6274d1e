-- grain: one text that is the current state of an article, by its first article: that one's wording is read for bodies,
-- quotes and plans, and stories are told from it. Made anew as core.article_states
create or replace table core.current_texts (
    text_id varchar using compression uncompressed not null,
    article_id varchar using compression uncompressed not null,
    version_id varchar using compression uncompressed not null,
    source_id varchar not null,
    fetched_at timestamptz not null,
    news_at timestamptz not null
);
