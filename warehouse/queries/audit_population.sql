-- grain: one article of the window with its part: shown (told, or merged under what was told), below_line, left_out
-- (relevant, but in no digest), near (not relevant, the model in doubt), far. Articles without labels are left out
with told as (
    select i.article_id, arg_max(i.disposition, d.day) as disposition
    from core.digest_items as i
    join core.digests as d on d.digest_id = i.digest_id and d.period = 'day' and d.scope = 'toan-quoc'
    where d.first_at >= $first_at and d.last_at <= $last_at
    group by i.article_id
)
select
    a.article_id,
    a.version_id,
    case
        when t.disposition in ('shown', 'merged') then 'shown'
        when t.disposition = 'below_line' then 'below_line'
        when n.relevance > 0 then 'left_out'
        when n.relevance_p < 0.95 then 'near'
        else 'far'
    end as stratum
from core.articles as a
join core.annotations as n on n.text_id = a.text_id
join core.annotators as active on active.annotator_id = n.annotator_id and active.active
left join told as t on t.article_id = a.article_id
where coalesce(a.published_at, a.first_seen_at) >= $first_at and coalesce(a.published_at, a.first_seen_at) < $last_at
order by a.article_id
