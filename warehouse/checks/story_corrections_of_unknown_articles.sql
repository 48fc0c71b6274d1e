-- words of people about stories whose articles are not there (any more)
select c.correction_id, c.kind, c.article_id, c.other_article_id
from core.story_corrections as c
where c.article_id not in (select article_id from core.article_versions)
    or (c.other_article_id is not null and c.other_article_id not in (select article_id from core.article_versions))
order by all
