delete from copy.store.articles where article_id in (select article_id from main.slim where old_doc is not null)
