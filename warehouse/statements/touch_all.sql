-- every article is to be looked at anew
insert into ops.touched_articles
select article_id from core.article_versions
union
select article_id from core.article_states
except
select article_id from ops.touched_articles
