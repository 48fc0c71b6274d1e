-- articles of $ids (a JSON list), of which wordings fetched from $since_at on were written: their state is to be found anew
insert into ops.touched_articles
select distinct unnest(from_json($ids, '["varchar"]')) as article_id, $since_at as since_at
