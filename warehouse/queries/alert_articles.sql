-- grain: one relevant domestic article of digest_window that may be a reason for an alert, or stands in a story with
-- such a one. Known since its first sighting by a crawl of ours; an article of saved feeds since its publication.
-- $by_model: labels as the model gave them, people's corrections left out (they came later)
create or replace temp table alert_articles as
with crawled as (
    select v.article_id, min(v.fetched_at) as crawled_at
    from core.article_versions as v
    join raw.runs as r on r.run_id = v.run_id and r.kind = 'crawl'
    where v.article_id in (select article_id from digest_window)
    group by v.article_id
),
judged as (
    select text_id, annotator_id, strike
    from core.annotations
    where $by_model and text_id in (select text_id from digest_window)
),
stance as (
    select text_id, annotator_id, label, abstain, evidence
    from core.stances
    where $by_model and target = 'cong_doan' and text_id in (select text_id from digest_window)
),
labelled as (
    select
        a.article_id,
        a.text_id,
        coalesce(a.story_id, a.text_id) as story_id,
        a.outlet,
        a.owner,
        a.title,
        a.sapo,
        a.body,
        a.url,
        a.news_at,
        coalesce(c.crawled_at, a.news_at) as known_at,
        a.duplicate_of is not null as is_copy,
        a.feed_only,
        a.relevance,
        a.provinces,
        a.sector,
        a.level,
        coalesce(a.topics[1], 'khac') as topic,
        fold_words(a.title || ' ' || coalesce(a.sapo, '')) as words,
        if($by_model, n.strike, a.strike) as strike,
        if(
            $by_model,
            s.label = 'against' and not s.abstain,
            a.stance_cong_doan = 'against' and not a.stance_cong_doan_abstain
        ) as is_critical,
        if($by_model, s.evidence, a.stance_cong_doan_evidence) as criticism,
        a.stance_doanh_nghiep_evidence as complaint
    from digest_window as a
    left join judged as n on n.text_id = a.text_id and n.annotator_id = a.annotator_id
    left join stance as s on s.text_id = a.text_id and s.annotator_id = a.annotator_id
    left join crawled as c on c.article_id = a.article_id
    where not a.is_foreign
)
select *
from labelled
qualify bool_or(strike or coalesce(is_critical, false)) over (partition by story_id)
