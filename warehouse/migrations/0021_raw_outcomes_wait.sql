-- seconds for which a feed's answer asked to be left alone (Retry-After, max-age, ttl, updatePeriod); null: nothing asked
alter table raw.outcomes add column wait_s integer
