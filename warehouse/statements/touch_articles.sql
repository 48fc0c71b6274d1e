-- articles of $ids (a JSON list) whose state is to be found anew
insert into ops.touched_articles
select distinct unnest(from_json($ids, '["varchar"]')) as article_id
except
select article_id from ops.touched_articles
