create table copy.search.places (folded ubigint, word ubigint, places bigint[])
