-- grain: one day, outlet, topic, province, target and attitude of relevant articles. An article with two topics and two
-- provinces stands in four cells for each target: add up over one of them only with the others held fast
-- key: digest_date, source_id, topic, province, target, label
create or replace view mart.coverage_cube as
select
    a.digest_date,
    a.source_id,
    a.outlet,
    a.outlet_kind,
    coalesce(t.code, 'khong_ro') as topic,
    coalesce(p.province, 'khong_ro') as province,
    coalesce(p.province_34, 'khong_ro') as province_34,
    coalesce(s.target, 'khong_ro') as target,
    coalesce(if(s.abstain, 'unsure', s.label), 'none') as label,
    count(*) as articles,
    count(*) filter (where a.duplicate_of is null) as originals
from mart.articles as a
left join mart.topics as t on t.article_id = a.article_id
left join mart.places as p on p.article_id = a.article_id
left join mart.stances as s on s.article_id = a.article_id and s.label <> 'none'
where a.relevance > 0
group by all;
