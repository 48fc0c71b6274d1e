-- grain: one digest row removed; composing a digest again replaces it.
delete from core.digests where digest_id = $digest_id
