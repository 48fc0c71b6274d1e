-- grain: one digest that the article $article_id stood in, the first first
select i.digest_id, i.digest_date, i.period, i.scope, i.position, i.section, i.disposition, i.reason, i.version_id
from mart.digest_items as i
where i.article_id = $article_id
order by i.digest_date, i.digest_id
