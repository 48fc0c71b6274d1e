-- grain: one relation of mart in the copy: an old copy lacks the newest.
select distinct table_name as name from information_schema.tables where table_schema = 'mart' order by all
