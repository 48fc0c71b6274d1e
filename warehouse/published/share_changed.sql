-- how many articles the copy has, and how many of them it does not have as they are now
select
    (select count(*) from copy.store.articles) as known,
    (select count(*) from main.changed where old_doc is not null) as changed
