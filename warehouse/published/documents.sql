create table copy.search.documents (doc bigint, size uinteger, recent bigint)
