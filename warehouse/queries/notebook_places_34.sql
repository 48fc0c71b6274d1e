-- grain: one province of the map of 34: relevant articles between two digest days, each counted once.
select p.province_34 as province, count(distinct p.article_id) as articles
from mart.places as p
join mart.articles as a on a.article_id = p.article_id and a.relevance >= 1 and not a.is_foreign
where p.digest_date between $first and $last
    and ($topic = '' or list_contains(a.topics, $topic))
group by p.province_34
order by articles desc, province
