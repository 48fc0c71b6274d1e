-- the touched articles as they are now
create or replace temp table settled_articles as from core.unsettled_articles
