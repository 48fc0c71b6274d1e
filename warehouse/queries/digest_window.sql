-- grain: one relevant article of digest_window_articles, with what mart.articles says of it: the same, but labels are read
-- of these texts alone, and words of the relevant ones.
create or replace temp table digest_window as
with judged as (
    select n.*
    from wanted_current_annotations as n
    join core.annotators as active on active.annotator_id = n.annotator_id and active.active
    where n.relevance >= 1
),
topic as (
    select t.text_id, list(t.code order by t.p desc, t.code) as topics
    from wanted_current_topics as t
    semi join judged as j on j.text_id = t.text_id and j.annotator_id = t.annotator_id
    group by t.text_id
),
place as (
    select p.text_id, list(p.province order by p.province) as provinces
    from wanted_current_places as p
    semi join judged as j on j.text_id = p.text_id and j.annotator_id = p.annotator_id
    group by p.text_id
),
stance as (
    select
        s.text_id,
        any_value(s) filter (where s.target = 'cong_doan') as cong_doan,
        any_value(s) filter (where s.target = 'doanh_nghiep') as doanh_nghiep
    from wanted_current_stances as s
    semi join judged as j on j.text_id = s.text_id and j.annotator_id = s.annotator_id
    group by s.text_id
)
select
    i.* exclude (fetched_at, published_at),
    coalesce(o.name, i.source_id) as outlet,
    coalesce(o.owner, i.source_id) as owner,
    v.url,
    v.title,
    v.sapo,
    v.body,
    n.* exclude (text_id, valence_p, corrected_fields),
    coalesce(t.topics, []) as topics,
    coalesce(p.provinces, []) as provinces,
    s.cong_doan.label as stance_cong_doan,
    s.cong_doan.abstain as stance_cong_doan_abstain,
    s.cong_doan.evidence as stance_cong_doan_evidence,
    s.cong_doan.against_p as stance_cong_doan_against_p,
    s.doanh_nghiep.label as stance_doanh_nghiep,
    s.doanh_nghiep.p as stance_doanh_nghiep_p,
    s.doanh_nghiep.abstain as stance_doanh_nghiep_abstain,
    s.doanh_nghiep.evidence as stance_doanh_nghiep_evidence,
    g.duplicate_of,
    g.story_id
from digest_window_articles as i
join judged as n on n.text_id = i.text_id
join core.full_versions as v on v.version_id = i.version_id and v.fetched_at = i.fetched_at
left join topic as t on t.text_id = i.text_id
left join place as p on p.text_id = i.text_id
left join stance as s on s.text_id = i.text_id
left join core.grouping as g on g.text_id = i.text_id
left join core.outlets as o on o.source_id = i.source_id
