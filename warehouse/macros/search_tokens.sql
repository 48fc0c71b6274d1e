-- the words of a text as written, in order; marks that are written apart from their letter (NFD) belong to the word. Only
-- what parts words otherwise than one space is looked for by pattern: a match is what costs
create or replace macro main.search_tokens(words) as
string_split(regexp_replace(words, '[^\p{L}\p{N}\p{M}]{2,}|[^\p{L}\p{N}\p{M} ]', ' ', 'g'), ' ');
