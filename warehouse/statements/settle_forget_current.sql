delete from core.current_texts where text_id in (select text_id from settled_texts)
