-- grain: the article at $position of the digest $digest_id
select article_id from core.digest_items where digest_id = $digest_id and position = $position
