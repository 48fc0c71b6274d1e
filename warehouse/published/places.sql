create table copy.search.places (folded ubigint, word ubigint, place bigint)
