-- grain: one body of an old wording, kept in the home's archive (one Parquet file a month) and not in the tables;
-- every connection that the room opens knows where the archive is
create or replace view core.archived_texts as
select version_id, body, month from read_parquet(getvariable('texts'));
