-- grain: one article of which a wording was written since its state was last found (core.article_states)
create table ops.touched_articles (
    article_id varchar primary key
)
