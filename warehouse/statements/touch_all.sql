-- every article is to be looked at anew
insert into ops.touched_articles by name
select article_id from core.article_versions
union
select article_id from core.article_states
