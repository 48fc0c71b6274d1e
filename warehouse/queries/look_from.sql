-- grain: none; no wording of a text to look at that has no labels yet was fetched before: those with older ones were
-- looked at when these came.
set variable look_from = (
    select coalesce(min(since_at), 'infinity'::timestamptz) from ops.touched_texts where turn > $seen_turn and turn <= $now_turn
)
