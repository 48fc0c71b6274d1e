-- grain: one digest row removed; composing a digest again replaces it.
delete from core.digests where digest_id in (select digest_id from digest_desks)
