-- grain: one text that was ever written or worked on: all are to be looked at.
create or replace temp table texts_to_see as
select text_id from core.article_versions
union
select text_id from core.placements
union
select text_id from core.readings
union
select text_id from core.plan_readings
