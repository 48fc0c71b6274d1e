-- the desk's name at composition, as subject lines have it
alter table core.digests add column scope_name varchar;
