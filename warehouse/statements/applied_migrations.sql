select name, sha256 from main.migrations order by name
