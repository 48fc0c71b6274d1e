-- grain: one article of alert_articles known at $at and published in the $hours hours before; as routes want them.
create or replace temp table digest_candidates as
select *
from alert_articles
where known_at <= $at and news_at <= $at and news_at > $at - to_hours($hours)
