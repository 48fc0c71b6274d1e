-- they are found anew
delete from core.article_states
where first_seen_at >= getvariable('touched_from') and article_id in (select article_id from settled_known)
