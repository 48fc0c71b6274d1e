insert into main.migrations (name, sha256) values ($name, $sha256)
