insert into main.definitions (sha256) values ($sha256)
