-- grain: one thing said in an article of a story that stands in the mail, the worthiest of each role first: with the
-- sentence that decides a stance, word for word, in the story that stands higher. Who speaks is an office, body or role.
with story as (
    select story_id, min(position) as place
    from core.digest_items
    where digest_id = $digest_id and disposition = 'shown'
    group by story_id
),
said as (
    select
        q.role,
        q.speaker,
        q.form,
        q.text,
        v.source_id,
        v.url,
        i.story_id,
        s.place,
        i.position,
        q.position as turn,
        count(t.target) > 0 as decides,
        q.form <> 'indirect' as is_literal
    from story as s
    join core.digest_items as i on i.digest_id = $digest_id and i.story_id = s.story_id
    join core.digests as d on d.digest_id = i.digest_id
    join core.readings as r on r.text_id = i.text_id
    join core.quotes as q on q.text_id = r.text_id and q.reader_id = r.reader_id
    join digest_wordings as w on w.version_id = i.version_id
    join core.article_versions as v on v.version_id = w.version_id and v.fetched_at = w.fetched_at
    left join core.grouping as g on g.text_id = i.text_id
    left join wanted_current_stances as t
        on t.text_id = q.text_id
        and t.annotator_id = d.annotator_id
        and t.evidence_index between q.sentence and q.last_sentence
        and t.label in ('favor', 'against')
    where q.role in ('worker', 'union', 'employer', 'state', 'expert')
        and g.duplicate_of is null
        and length(q.text) between $shortest and $longest
    group by all
),
once as (
    -- one voice of a role in a story, so that one loud story doesn't fill the section
    select *
    from said
    qualify row_number() over (partition by story_id, role order by decides desc, is_literal desc, position, turn) = 1
),
ranked as (
    select
        *,
        row_number() over (partition by role order by decides desc, is_literal desc, place, position, turn) as rank
    from once
)
select r.role, r.speaker, r.is_literal, r.text, coalesce(o.name, r.source_id) as outlet, r.url
from ranked as r
left join core.outlets as o on o.source_id = r.source_id
where r.rank <= $per_role
order by list_position(['worker', 'union', 'employer', 'state', 'expert'], r.role), r.rank
