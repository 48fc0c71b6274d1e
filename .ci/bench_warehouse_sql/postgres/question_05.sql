select title, story_id, first_at, outlets, voices, articles, growth, state
from stories
where first_digest_date >= '2026-01-01'
order by growth desc nulls last, voices desc, articles desc, story_id
limit 10
