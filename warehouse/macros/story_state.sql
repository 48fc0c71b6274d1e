-- the life of a story at an instant: new in its first 24 hours, settled after 72 hours without a word (99.6 % of the
-- silences inside stories are shorter: see nlp/README.md), developing between
create or replace macro main.story_state(first_at, last_at, as_of) as case
    when last_at < as_of - interval 72 hours then 'da_lang'
    when first_at >= as_of - interval 24 hours then 'moi'
    else 'dien_bien'
end;
