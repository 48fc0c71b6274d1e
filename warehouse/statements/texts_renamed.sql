alter table core.own_texts rename to archived_texts
