delete from copy.search.places where place >> 20 in (select old_doc from main.slim where old_doc is distinct from kept_doc)
