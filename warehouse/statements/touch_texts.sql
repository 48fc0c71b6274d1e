-- texts of $ids (a JSON list) are to be looked at by all who work on texts
insert into ops.touched_texts by name
select
    unnest(from_json($ids, '["varchar"]')) as text_id,
    (select greatest(max(turn), (select max(turn) from ops.looks), 0) + 1 from ops.touched_texts) as turn
