-- grain: one domestic article of the digest as it was worded then, with the labels of the digest's own annotator.
with digest as (
    select digest_id, annotator_id from core.digests where digest_id = $digest_id
),
topic as (
    select t.text_id, list(t.code order by t.p desc, t.code) as topics
    from core.current_topics as t
    join digest as d on d.annotator_id = t.annotator_id
    group by t.text_id
),
stance as (
    select
        s.text_id,
        list(
            {'target': s.target, 'label': s.label, 'p': s.p, 'abstain': s.abstain, 'evidence': s.evidence}
            order by list_position(['cong_doan', 'chinh_sach', 'doanh_nghiep'], s.target)
        ) filter (where s.label <> 'none') as stances,
        any_value({'label': s.label, 'abstain': s.abstain}) filter (where s.target = 'cong_doan') as cong_doan,
        any_value({'label': s.label, 'abstain': s.abstain, 'p': s.p, 'evidence': s.evidence})
            filter (where s.target = 'doanh_nghiep') as doanh_nghiep
    from core.current_stances as s
    join digest as d on d.annotator_id = s.annotator_id
    group by s.text_id
),
place as (
    select p.text_id, list(p.province order by p.province) as provinces
    from core.current_places as p
    join digest as d on d.annotator_id = p.annotator_id
    group by p.text_id
)
select
    i.section,
    i.disposition,
    i.article_id,
    i.story_id,
    v.title,
    v.sapo,
    v.url,
    coalesce(o.name, v.source_id) as outlet,
    coalesce(v.published_at, a.published_at) as published_at,
    v.origin = 'feed' as feed_only,
    n.relevance,
    len(n.corrected_fields) > 0 as corrected,
    coalesce(t.topics[1], 'khac') as topic,
    coalesce(s.stances, []) as stances,
    coalesce(p.provinces, []) as provinces,
    attention_reasons(
        s.cong_doan.label, s.cong_doan.abstain, n.strike, coalesce(t.topics, []), n.valence,
        s.doanh_nghiep.label, s.doanh_nghiep.abstain, s.doanh_nghiep.p, s.doanh_nghiep.evidence, $strong_p
    ) as reasons
from core.digest_items as i
join digest as d on d.digest_id = i.digest_id
join core.article_versions as v on v.version_id = i.version_id
join core.current_annotations as n on n.text_id = i.text_id and n.annotator_id = d.annotator_id
left join core.articles as a on a.article_id = i.article_id
left join core.outlets as o on o.source_id = v.source_id
left join topic as t on t.text_id = i.text_id
left join stance as s on s.text_id = i.text_id
left join place as p on p.text_id = i.text_id
where i.section not in ('nuoc_ngoai', 'chua_chac')
order by i.position
