-- grain: one thing that articles of the digest $digest_id call false, unless a person found it to be nothing.
with decided as (
    select rebuttal_id, state
    from core.rebuttal_decisions
    qualify row_number() over (partition by rebuttal_id order by said_at desc, decision_id desc) = 1
)
select
    r.rebuttal_id,
    coalesce(any_value(d.state), 'moi') as state,
    arg_min(r.denial, i.position) as denial,
    arg_min(r.claim, i.position) filter (where r.claim is not null) as claim,
    list(distinct coalesce(o.name, v.source_id) order by coalesce(o.name, v.source_id)) as outlets,
    arg_min(v.url, i.position) as url
from core.digest_items as i
join core.rebuttal_texts as r on r.text_id = i.text_id
join digest_wordings as w on w.version_id = i.version_id
join core.article_versions as v on v.version_id = w.version_id and v.fetched_at = w.fetched_at
left join core.outlets as o on o.source_id = v.source_id
left join decided as d on d.rebuttal_id = r.rebuttal_id
where i.digest_id = $digest_id and coalesce(i.section, '') <> 'nuoc_ngoai'
group by r.rebuttal_id
having coalesce(any_value(d.state), 'moi') <> 'khong_phai'
order by len(outlets) desc, r.rebuttal_id
