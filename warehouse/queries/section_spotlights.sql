-- grain: one person or model that articles of the digest $digest_id show as an example, with every outlet.
with place as (
    select text_id, annotator_id, any_value(province) as province
    from wanted_current_places
    where text_id in (select text_id from core.digest_items where digest_id = $digest_id)
    group by text_id, annotator_id
    having count(*) = 1
)
select
    s.kind,
    s.name,
    arg_min(s.deed, i.position) as deed,
    arg_min(s.unit, i.position) filter (where s.unit is not null) as unit,
    arg_min(coalesce(s.province, p.province), i.position) filter (where coalesce(s.province, p.province) is not null)
        as province,
    list(distinct coalesce(o.name, v.source_id) order by coalesce(o.name, v.source_id)) as outlets,
    arg_min(s.sentence, i.position) as sentence,
    arg_min(v.url, i.position) as url
from core.digest_items as i
join core.digests as d on d.digest_id = i.digest_id
join core.spotlight_texts as s on s.text_id = i.text_id
join wanted_current_topics as t
    on t.text_id = i.text_id and t.annotator_id = d.annotator_id and t.code = 'thi_dua_guong_dien_hinh'
join digest_wordings as w on w.version_id = i.version_id
join core.article_versions as v on v.version_id = w.version_id and v.fetched_at = w.fetched_at
left join core.outlets as o on o.source_id = v.source_id
left join place as p on p.text_id = i.text_id and p.annotator_id = d.annotator_id
where i.digest_id = $digest_id
group by s.kind, s.name
order by len(outlets) desc, s.name
