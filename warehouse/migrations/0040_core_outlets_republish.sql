-- the outlet's own terms for republishing its articles; '' when nobody has asked it yet
alter table core.outlets add column republish varchar default '';
