-- grain: one digest; its subject line is known once its items are.
update core.digests set subject = $subject where digest_id = $digest_id
