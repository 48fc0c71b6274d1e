-- grain: one body or office named in one article
-- key: article_id, position
create or replace view mart.mentions as
select
    a.article_id,
    a.text_id,
    a.source_id,
    coalesce(u.name, a.source_id) as outlet,
    digest_day(coalesce(a.published_at, a.first_seen_at)) as digest_date,
    m.position,
    m.entity_id,
    split_part(m.entity_id, '@', -1) as body_id,
    m.kind,
    m.name,
    m.level,
    m.province,
    contains(m.entity_id, '?') as is_open,
    m.field,
    m.offset_start,
    m.offset_end,
    m.surface,
    r.version_id
from core.mentions as m
join core.readings as r on r.text_id = m.text_id and r.reader_id = m.reader_id
join core.articles as a on a.text_id = m.text_id
left join core.outlets as u on u.source_id = a.source_id;
