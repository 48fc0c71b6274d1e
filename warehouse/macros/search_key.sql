-- the number by which a word is kept in the index: 64 bits of its MD5, the same in every version of DuckDB
create or replace macro main.search_key(word) as md5_number_lower(word);
