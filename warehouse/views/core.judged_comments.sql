-- grain: one comment with its labels, and what its post (or the article above it) is about and where; a topic or place
-- that a comment names itself goes before that of its post
create or replace view core.judged_comments as
select
    c.post_id,
    c.said_at,
    local_date(c.said_at) as said_date,
    cast(date_trunc('week', local_date(c.said_at)) as date) as week_date,
    c.run_id,
    c.seq,
    c.position,
    c.source_id,
    c.text_id,
    c.likes,
    c.voice,
    c.is_counted,
    l.meant,
    l.intent,
    l.intent_p,
    l.valence,
    l.valence_p,
    l.stance_cong_doan,
    l.stance_cong_doan_p,
    l.stance_chinh_sach,
    l.stance_chinh_sach_p,
    l.stance_doanh_nghiep,
    l.stance_doanh_nghiep_p,
    coalesce(l.topics[1], p.topics[1], art.topics[1], 'khac') as topic,
    coalesce(l.provinces[1], p.provinces[1], art.provinces[1], g.provinces[1], '') as province
from core.comments as c
join core.voice_labels as l on l.text_id = c.text_id
left join core.current_posts as p on p.post_id = c.post_id
left join mart.articles as art on art.article_id = c.post_id
left join core.pages as g on g.source_id = c.source_id;
