create table copy.search.documents (doc bigint, size uinteger, whole boolean)
