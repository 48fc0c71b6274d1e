-- grain: one story of $stories (JSON list) in the digests of one desk that reached anybody: whether they told a stoppage,
-- and how many owners they showed as criticising the union.
select
    d.scope as desk,
    coalesce(a.story_id, a.text_id) as story_id,
    bool_or(coalesce(a.strike, false)) as strike,
    count(distinct coalesce(a.owner, a.source_id))
        filter (where a.stance_cong_doan = 'against' and not a.stance_cong_doan_abstain) as critics
from core.digest_items as i
join core.digests as d on d.digest_id = i.digest_id
join mart.articles as a on a.article_id = i.article_id
where
    coalesce(a.story_id, a.text_id) in (select unnest(from_json($stories, '["VARCHAR"]')))
    and d.digest_id in (
        select digest_id from core.deliveries where status in ('sent', 'written', 'uncertain', 'bounced')
    )
group by all
