-- grain: one text with the place that the telling of stories gave it.
select text_id, article_id, news_at, day, parent, joined from core.placements
