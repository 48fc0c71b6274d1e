-- grain: one kind of files of the home, as measured when this copy was published
-- key: kind
create or replace view mart.home_kinds as
select kind, files, bytes, newest_at from ops.home_kinds;
