update core.quotes set reader_id = $reader
