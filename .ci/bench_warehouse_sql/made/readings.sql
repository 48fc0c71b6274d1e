insert into core.readings select text_id, 'doc-1', version_id, [] from made where relevance > 0
