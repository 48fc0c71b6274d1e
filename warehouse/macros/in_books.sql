-- whether a moment is in the books that are looked at: all of them, or those from the session's variable `books_since` on
create or replace macro main.in_books(moment) as
    moment >= coalesce(getvariable('books_since')::timestamptz, '-infinity'::timestamptz);
