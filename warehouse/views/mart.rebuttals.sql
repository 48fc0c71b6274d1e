-- grain: one thing that one article on workers or the union calls false, with both sides' sentences and what a person
-- decided of it last ("moi": nobody yet)
-- key: article_id, rebuttal_id
create or replace view mart.rebuttals as
with decided as (
    select rebuttal_id, state, note, said_by, said_at
    from core.rebuttal_decisions
    qualify row_number() over (partition by rebuttal_id order by said_at desc, decision_id desc) = 1
)
select
    r.rebuttal_id,
    coalesce(d.state, 'moi') as state,
    r.denial,
    r.sentence_index,
    r.claim,
    r.claim_index,
    d.note,
    d.said_by,
    d.said_at,
    a.article_id,
    a.text_id,
    a.source_id,
    coalesce(o.name, a.source_id) as outlet,
    a.title,
    a.url,
    coalesce(a.published_at, a.first_seen_at) as news_at,
    digest_day(coalesce(a.published_at, a.first_seen_at)) as digest_date
from core.rebuttal_texts as r
join core.current_annotations as n on n.text_id = r.text_id and n.relevance >= 1 and not n.is_foreign
join core.annotators as active on active.annotator_id = n.annotator_id and active.active
join core.articles as a on a.text_id = r.text_id
left join core.outlets as o on o.source_id = a.source_id
left join decided as d on d.rebuttal_id = r.rebuttal_id;
