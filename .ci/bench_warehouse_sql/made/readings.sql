insert into core.readings select text_id, $reader, version_id, [] from made where relevance > 0
