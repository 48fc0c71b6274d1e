-- grain: one article as it is now, in what tells whether the copy has it so
create table main.prints as
select article_id, version_id, is_whole, told, print from main.now
