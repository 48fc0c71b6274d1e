drop view core.archived_texts
