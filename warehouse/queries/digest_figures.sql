-- grain: one digest: its headline numbers; events abroad and what may be about labour are counted apart.
select
    d.digest_id,
    d.n_articles as captured,
    count(*) filter (where n.relevance = 2 and not n.is_foreign and i.section <> 'chua_chac') as "union",
    count(*) filter (where n.relevance = 1 and not n.is_foreign and i.section <> 'chua_chac') as labour,
    count(*) filter (where n.is_foreign) as "foreign",
    count(*) filter (where not n.is_foreign and i.section = 'chua_chac') as unsure,
    count(distinct v.source_id) filter (where not n.is_foreign and i.section <> 'chua_chac') as outlets,
    count(distinct i.story_id) filter (where not n.is_foreign and i.section <> 'chua_chac') as stories,
    count(*) filter (where g.duplicate_of is not null and not n.is_foreign and i.section <> 'chua_chac') as reprints,
    count(*) filter (where v.origin = 'feed' and not n.is_foreign and i.section <> 'chua_chac') as feed_only
from core.digests as d
left join (
    from core.digest_items where digest_id in (select unnest($digest_ids))
) as i on i.digest_id = d.digest_id
left join digest_wordings as v on v.version_id = i.version_id
left join wanted_current_annotations as n on n.text_id = i.text_id and n.annotator_id = d.annotator_id
left join core.grouping as g on g.text_id = i.text_id
where d.digest_id in (select unnest($digest_ids))
group by d.digest_id, d.n_articles
