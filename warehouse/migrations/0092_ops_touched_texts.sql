-- no wording of an article that this touch came from was fetched before; null where none were written
alter table ops.touched_texts add column since_at timestamptz
