-- a day as typed in a question: 2026-08-05 or 5/8/2026; null for anything else
create or replace macro main.search_date(said) as coalesce(
    try_cast(try_strptime(said, '%Y-%m-%d') as date),
    try_cast(try_strptime(said, '%d/%m/%Y') as date)
);
