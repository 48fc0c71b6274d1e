-- grain: one row per article of the calendar days $first_date to $last_date (Việt Nam), with what the plans' measures ask
-- of it; its text only where it is relevant or of one of $outlets.
with news as (
    select
        a.article_id,
        a.text_id,
        a.source_id,
        a.section,
        a.tags,
        a.title,
        a.sapo,
        a.body,
        local_date(coalesce(a.published_at, a.first_seen_at)) as news_date
    from core.articles as a
    where local_date(coalesce(a.published_at, a.first_seen_at)) between $first_date and $last_date
),
topic as (
    select t.text_id, list(t.code) as topics
    from core.current_topics as t
    join core.annotators as active on active.annotator_id = t.annotator_id and active.active
    group by t.text_id
),
campaign as (
    select article_id, list(distinct campaign_id) as campaigns
    from core.campaign_articles
    where how = 'named'
    group by article_id
),
message as (select text_id, list(distinct message_id) as messages from core.message_texts group by text_id),
body as (
    select
        text_id,
        list(distinct if(province is null, regexp_replace(entity_id, '^.*@', ''), province)) as federations
    from core.mentions
    where kind in ('union', 'office') and level = 'tinh_nganh' and not contains(entity_id, '?')
    group by text_id
),
spotlight as (select article_id, count(*) as n from mart.spotlights group by article_id),
rebuttal as (select article_id, count(*) as n from mart.rebuttals group by article_id)
select
    n.article_id,
    n.source_id,
    o.kind as outlet_kind,
    concat_ws(' | ', n.section, array_to_string(n.tags, ' | ')) as section,
    n.news_date,
    coalesce(l.relevance, 0)::integer as relevance,
    l.level,
    coalesce(t.topics, []) as topics,
    coalesce(c.campaigns, []) as campaigns,
    coalesce(m.messages, []) as messages,
    coalesce(b.federations, []) as federations,
    coalesce(s.n, 0)::integer as spotlights,
    coalesce(r.n, 0)::integer as rebuttals,
    if(
        coalesce(l.relevance, 0) >= 1 or list_contains($outlets, n.source_id),
        concat_ws(' . ', n.title, n.sapo, n.body),
        ''
    ) as text
from news as n
left join core.outlets as o on o.source_id = n.source_id
left join core.annotators as active on active.active
left join core.current_annotations as l on l.text_id = n.text_id and l.annotator_id = active.annotator_id
left join topic as t on t.text_id = n.text_id
left join campaign as c on c.article_id = n.article_id
left join message as m on m.text_id = n.text_id
left join body as b on b.text_id = n.text_id
left join spotlight as s on s.article_id = n.article_id
left join rebuttal as r on r.article_id = n.article_id
order by n.news_date, n.article_id
