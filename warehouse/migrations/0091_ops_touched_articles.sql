-- grain: one article in one batch of wordings that were written since its state was last found (core.article_states), and
-- when the first of these was fetched; null when all its wordings are to be looked for, whenever they were
create or replace table ops.touched_articles (
    article_id varchar not null,
    since_at timestamptz
);
