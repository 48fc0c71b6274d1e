-- labels of wordings that no post and no comment bears any more: they hold the words
delete from core.voice_labels
where text_id not in (select text_id from core.posts union select text_id from core.comments)
