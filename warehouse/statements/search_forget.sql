-- the index holds all that a question needs
drop table search.documents
