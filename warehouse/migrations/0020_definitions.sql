-- grain: one row, the checksum of the macros, views and comments that are in place
create table main.definitions (sha256 varchar not null);
