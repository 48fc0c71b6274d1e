update core.mentions set reader_id = $reader
