-- grain: one relevant article of outlets that publish comments, young at $at: where readers may still speak
select article_id, source_id, url
from mart.articles
where relevance >= 1 and list_contains($source_ids, source_id)
    and news_at >= cast($at as timestamptz) - interval 3 days and news_at <= $at
order by news_at desc, article_id
limit 200
