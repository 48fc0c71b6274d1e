-- grain: one reader of one desk who said a word about getting its mails, the last one
-- key: scope, recipient
create or replace view mart.departures as
select desk as scope, recipient, said_at, way, wants_mail from core.departures;
