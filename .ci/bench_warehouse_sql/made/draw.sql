-- a number from 0 to 1 that is always the same for one thing and one purpose
create or replace temp macro draw(thing, purpose) as (hash(thing, purpose) % 1000000007) / 1000000007.0
