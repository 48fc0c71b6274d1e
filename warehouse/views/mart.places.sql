-- grain: one province of one article, by the active annotator
-- key: article_id, province
create or replace view mart.places as
select
    a.article_id,
    a.text_id,
    a.source_id,
    coalesce(u.name, a.source_id) as outlet,
    digest_day(coalesce(a.published_at, a.first_seen_at)) as digest_date,
    p.province,
    m.province_34
from core.current_places as p
join core.annotators as active on active.annotator_id = p.annotator_id and active.active
join core.articles as a on a.text_id = p.text_id
left join core.provinces as m on m.province = p.province
left join core.outlets as u on u.source_id = a.source_id;
