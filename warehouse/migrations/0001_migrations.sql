-- grain: one applied migration; a file whose checksum differs from its row is an error
create table main.migrations (
    name varchar primary key,
    sha256 varchar not null
);
