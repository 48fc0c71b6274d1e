-- one row a migration; '0' is the first row of a lake's new table, which goes before anybody writes another
select name, sha256 from main.migrations where name <> '0' order by name
