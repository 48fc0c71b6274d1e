-- grain: one person or model that one article shows as an example, for those who look for whom to commend; only articles
-- on emulation and good deeds (topic thi_dua_guong_dien_hinh), and nothing beyond the sentence
-- key: article_id, kind, name, sentence_index
create or replace view mart.spotlights as
with place as (
    select p.text_id, any_value(p.province) as province
    from core.current_places as p
    join core.annotators as active on active.annotator_id = p.annotator_id and active.active
    group by p.text_id
    having count(*) = 1
)
select
    s.kind,
    s.name,
    s.deed,
    s.unit,
    s.unit_id,
    coalesce(s.province, p.province) as province,
    s.sentence,
    s.sentence_index,
    a.article_id,
    a.text_id,
    a.source_id,
    coalesce(o.name, a.source_id) as outlet,
    a.title,
    a.url,
    coalesce(a.published_at, a.first_seen_at) as news_at,
    digest_day(coalesce(a.published_at, a.first_seen_at)) as digest_date
from core.spotlight_texts as s
join core.current_topics as t on t.text_id = s.text_id and t.code = 'thi_dua_guong_dien_hinh'
join core.annotators as active on active.annotator_id = t.annotator_id and active.active
join core.articles as a on a.text_id = s.text_id
left join core.outlets as o on o.source_id = a.source_id
left join place as p on p.text_id = s.text_id;
