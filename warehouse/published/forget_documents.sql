delete from copy.search.documents where doc in (select old_doc from main.slim where old_doc is distinct from kept_doc)
