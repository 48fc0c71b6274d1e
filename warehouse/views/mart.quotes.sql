-- grain: one thing said in one article; the targets are those whose deciding sentence lies in it, by the active annotator
-- key: article_id, position
create or replace view mart.quotes as
with decided as (
    select
        q.text_id,
        q.reader_id,
        q.position,
        list(s.target || ':' || s.label order by list_position(['cong_doan', 'chinh_sach', 'doanh_nghiep'], s.target)) as stances
    from core.quotes as q
    join core.current_stances as s
        on s.text_id = q.text_id and s.evidence_index between q.sentence and q.last_sentence and s.label in ('favor', 'against')
    join core.annotators as active on active.annotator_id = s.annotator_id and active.active
    group by all
),
ranked as (
    -- the level of the body or office that speaks, as the same text names it
    select text_id, reader_id, entity_id, arg_min(level, position) as level
    from core.mentions
    group by all
)
select
    a.article_id,
    a.text_id,
    a.source_id,
    coalesce(u.name, a.source_id) as outlet,
    digest_day(coalesce(a.published_at, a.first_seen_at)) as digest_date,
    q.position,
    q.role,
    q.speaker,
    q.entity_id,
    k.level,
    q.form,
    q.text,
    coalesce(d.stances, []) as stances,
    q.sentence,
    q.last_sentence,
    q.field,
    q.offset_start,
    q.offset_end,
    r.version_id
from core.quotes as q
join core.readings as r on r.text_id = q.text_id and r.reader_id = q.reader_id
join core.articles as a on a.text_id = q.text_id
left join core.outlets as u on u.source_id = a.source_id
left join decided as d on d.text_id = q.text_id and d.reader_id = q.reader_id and d.position = q.position
left join ranked as k on k.text_id = q.text_id and k.reader_id = q.reader_id and k.entity_id = q.entity_id;
