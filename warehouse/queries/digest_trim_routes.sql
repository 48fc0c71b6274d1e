-- grain: one cause of a story that came in the window before only, removed: it has served its figures.
delete from core.digest_routes
where digest_id in (select digest_id from digest_desks)
    and (digest_id, story_id) not in (select (digest_id, story_id) from core.digest_items)
