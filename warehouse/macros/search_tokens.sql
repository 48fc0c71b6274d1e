-- the words of a text as written, in order; marks that are written apart from their letter (NFD) belong to the word
create or replace macro main.search_tokens(words) as string_split_regex(words, '[^\p{L}\p{N}\p{M}]+');
