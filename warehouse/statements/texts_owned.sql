create table core.own_texts as from core.archived_texts
