-- grain: one text of $digest_ids.
create or replace temp table texts_wanted as
select distinct text_id from core.digest_items where digest_id in (select unnest($digest_ids))
