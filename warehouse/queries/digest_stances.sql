-- grain: one target of a digest: its texts by attitude, a reprint counted with its original; abstentions apart.
with text as (
    select distinct i.digest_id, i.text_id, coalesce(g.duplicate_of, i.text_id) as original_id, d.annotator_id
    from core.digest_items as i
    join core.digests as d on d.digest_id = i.digest_id
    left join core.grouping as g on g.text_id = i.text_id
    where i.digest_id in (select unnest($digest_ids)) and i.section not in ('nuoc_ngoai', 'chua_chac')
),
counted as (
    select digest_id, text_id, annotator_id
    from text
    qualify row_number() over (partition by digest_id, original_id order by text_id = original_id desc, text_id) = 1
)
select
    c.digest_id,
    s.target,
    count(*) filter (where s.label = 'favor' and not s.abstain) as favor,
    count(*) filter (where s.label = 'neutral' and not s.abstain) as neutral,
    count(*) filter (where s.label = 'against' and not s.abstain) as against,
    count(*) filter (where s.label <> 'none' and s.abstain) as unsure
from counted as c
join wanted_current_stances as s on s.text_id = c.text_id and s.annotator_id = c.annotator_id
group by c.digest_id, s.target
order by c.digest_id, list_position(['cong_doan', 'chinh_sach', 'doanh_nghiep'], s.target)
