-- grain: one domestic article of the digests, told or unsure, as it was worded then, with the labels of a digest's own annotator; the same
-- in any number of digests.
with line as (
    select distinct i.version_id, i.text_id, i.article_id, d.annotator_id
    from core.digest_items as i
    join core.digests as d on d.digest_id = i.digest_id
    where i.digest_id in (select unnest($digest_ids)) and i.section <> 'nuoc_ngoai'
),
text as (
    select distinct text_id, annotator_id from line
),
topic as (
    select t.text_id, t.annotator_id, list(t.code order by t.p desc, t.code) as topics
    from wanted_current_topics as t
    semi join text as d on d.text_id = t.text_id and d.annotator_id = t.annotator_id
    group by all
),
stance as (
    select
        s.text_id,
        s.annotator_id,
        list(
            {
                'target': s.target, 'label': s.label, 'p': s.p, 'abstain': s.abstain, 'evidence': s.evidence,
                'against_evidence': s.against_evidence
            }
            order by list_position(['cong_doan', 'chinh_sach', 'doanh_nghiep'], s.target)
        ) filter (where s.label <> 'none') as stances,
        any_value({'label': s.label, 'abstain': s.abstain, 'against_p': s.against_p}) filter (where s.target = 'cong_doan') as cong_doan,
        any_value({'label': s.label, 'abstain': s.abstain, 'p': s.p, 'evidence': s.evidence})
            filter (where s.target = 'doanh_nghiep') as doanh_nghiep
    from wanted_current_stances as s
    semi join text as d on d.text_id = s.text_id and d.annotator_id = s.annotator_id
    group by s.text_id, s.annotator_id
),
place as (
    select p.text_id, p.annotator_id, list(p.province order by p.province) as provinces
    from wanted_current_places as p
    semi join text as d on d.text_id = p.text_id and d.annotator_id = p.annotator_id
    group by all
)
select
    i.annotator_id,
    i.version_id,
    i.article_id,
    v.title,
    if(trim(v.sapo) = '', left(v.body, 600), v.sapo) as sapo,
    v.url,
    coalesce(o.name, v.source_id) as outlet,
    o.owner,
    coalesce(v.published_at, w.dated_at) as published_at,
    v.origin = 'feed' as feed_only,
    n.relevance,
    len(n.corrected_fields) > 0 as corrected,
    g.duplicate_of is not null as is_copy,
    coalesce(t.topics[1], 'khac') as topic,
    coalesce(s.stances, []) as stances,
    coalesce(p.provinces, []) as provinces,
    attention_reasons(
        s.cong_doan.label, s.cong_doan.abstain, s.cong_doan.against_p, n.strike, coalesce(t.topics, []), n.valence,
        s.doanh_nghiep.label, s.doanh_nghiep.abstain, s.doanh_nghiep.p, s.doanh_nghiep.evidence, $strong_p
    ) as reasons
from line as i
join digest_wordings as w on w.version_id = i.version_id
join core.article_versions as v on v.version_id = w.version_id and v.fetched_at = w.fetched_at
join wanted_current_annotations as n on n.text_id = i.text_id and n.annotator_id = i.annotator_id
left join core.outlets as o on o.source_id = v.source_id
left join core.grouping as g on g.text_id = i.text_id
left join topic as t on t.text_id = i.text_id and t.annotator_id = i.annotator_id
left join stance as s on s.text_id = i.text_id and s.annotator_id = i.annotator_id
left join place as p on p.text_id = i.text_id and p.annotator_id = i.annotator_id
