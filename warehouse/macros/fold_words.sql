-- the words of a text in lower case without diacritics, with one space around each
create or replace macro main.fold_words(words) as
regexp_replace(' ' || fold_text(words) || ' ', '[^\p{L}\p{N}]+', ' ', 'g');
