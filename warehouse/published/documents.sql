create table copy.search.documents (doc uinteger, size uinteger, whole boolean)
