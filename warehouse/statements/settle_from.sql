-- no wording of a touched article was fetched before: the older ones are not older than its state knows
set variable touched_from = (
    select least(min(at_moment), (select min(first_seen_at) from settled_known))
    from (select coalesce(since_at, timestamptz '-infinity') as at_moment from ops.touched_articles)
)
