delete from copy.search.places where rowid in (select lies_at from main.torn)
