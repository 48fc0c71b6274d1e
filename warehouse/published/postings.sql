create table copy.search.postings (word varchar, folded varchar, places bigint[])
