-- grain: one word in one piece of 4,096 articles with all its places, sorted by word: the places of a word are read alone.
-- A place is article * 2^20 + field + ordinal, where the title begins at 0, the sapo at 2^12, the body at 2^16
insert into copy.search.places
select folded, word, places
from indexed
