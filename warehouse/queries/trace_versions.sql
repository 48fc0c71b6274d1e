-- grain: one wording of the article $article_id with its capture, the best one first
select
    v.*,
    c.kind as request_kind,
    c.url as request_url,
    c.status,
    v.version_id = b.version_id as is_best
from mart.article_versions as v
join (from core.best_versions where article_id = $article_id) as b on b.article_id = v.article_id
left join mart.captures as c on c.run_id = v.run_id and c.seq = v.seq
where v.article_id = $article_id
order by is_best desc, v.fetched_at, v.version_id
