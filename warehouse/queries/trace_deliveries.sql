-- grain: one delivery of the digest $digest_id
select recipient, status, sent_at from mart.deliveries where digest_id = $digest_id order by recipient
