-- grain: one campaign of which the digest $digest_id tells, with what its digest before ($previous_id) told; null when there
-- was none. Its phase is that of the window's last day ($day) as it could be told then: in its first week launch, then
-- peak while seven days bring at least half of the most so far. Small tables only: this is asked once a desk.
with line as (
    select i.digest_id, i.article_id, i.text_id, i.disposition, v.title, v.url, v.source_id, d.annotator_id
    from core.digest_items as i
    join core.digests as d on d.digest_id = i.digest_id
    join core.article_versions as v on v.version_id = i.version_id
    where i.digest_id in ($digest_id, $previous_id)
),
named as (
    select
        t.campaign_id,
        coalesce(s.edition, w.edition) as edition,
        v.article_id,
        any_value(t.text_id) as text_id,
        min(local_date(coalesce(v.published_at, v.fetched_at))) as news_date
    from core.campaign_texts as t
    join core.article_versions as v on v.text_id = t.text_id
    left join core.campaign_windows as s on s.campaign_id = t.campaign_id and s.edition = t.edition
    asof left join core.campaign_windows as w
        on w.campaign_id = t.campaign_id and local_date(coalesce(v.published_at, v.fetched_at)) >= w.claims_from
    where t.how = 'named'
    group by all
),
daily as (
    select campaign_id, edition, news_date, count(*) as articles
    from named
    where news_date <= $day
    group by all
),
rhythm as (
    select
        e.campaign_id,
        e.edition,
        e.news_date,
        (
            select sum(d.articles)
            from daily as d
            where
                d.campaign_id = e.campaign_id
                and d.edition = e.edition
                and d.news_date between e.news_date - 6 and e.news_date
        ) as articles_7d
    from daily as e
),
known as (
    select
        r.campaign_id,
        r.edition,
        max(r.articles_7d) as most,
        cast($day as date) - min(r.news_date) as age,
        (
            select coalesce(sum(d.articles), 0)
            from daily as d
            where d.campaign_id = r.campaign_id and d.edition = r.edition and d.news_date > cast($day as date) - 7
        ) as articles_7d
    from rhythm as r
    group by r.campaign_id, r.edition
),
told as (
    select
        n.campaign_id,
        n.edition,
        count(*) filter (where l.digest_id = $digest_id) as articles,
        count(*) filter (where l.digest_id = $previous_id) as articles_before,
        count(distinct l.source_id) filter (where l.digest_id = $digest_id) as outlets,
        count(*) filter (where l.digest_id = $digest_id and s.label = 'favor' and not s.abstain) as favor,
        count(*) filter (where l.digest_id = $digest_id and s.label = 'against' and not s.abstain) as against,
        arg_min({'title': l.title, 'url': l.url, 'outlet': coalesce(o.name, l.source_id)}, (l.disposition <> 'shown', l.article_id))
            filter (where l.digest_id = $digest_id) as leading
    from line as l
    join named as n on n.article_id = l.article_id
    left join wanted_stances as s
        on s.text_id = l.text_id and s.annotator_id = l.annotator_id and s.target = 'cong_doan'
    left join core.outlets as o on o.source_id = l.source_id
    group by all
),
said as (
    select n.campaign_id, n.edition, count(*) as sentences, arg_min(m.sentence, (m.kind, m.sentence)) as sentence
    from line as l
    join named as n on n.article_id = l.article_id
    join core.campaign_windows as w on w.campaign_id = n.campaign_id and w.edition = n.edition
    join core.message_texts as m on m.text_id = l.text_id and list_contains(w.messages, m.message_id)
    where l.digest_id = $digest_id
    group by all
)
select
    t.campaign_id || '-' || t.edition as campaign,
    w.name,
    case
        when k.most < 3 then 'it_tin'
        when k.age < 7 then 'khoi_dong'
        when 2 * k.articles_7d >= k.most then 'cao_diem'
        else 'lang_xuong'
    end as phase,
    t.articles,
    if(exists (select 1 from core.digests where digest_id = $previous_id), t.articles_before, null) as articles_before,
    t.outlets,
    t.favor,
    t.against,
    coalesce(s.sentences, 0) as sentences,
    s.sentence,
    t.leading.title as title,
    t.leading.url as url,
    t.leading.outlet as outlet
from told as t
join core.campaign_windows as w on w.campaign_id = t.campaign_id and w.edition = t.edition
join known as k on k.campaign_id = t.campaign_id and k.edition = t.edition
left join said as s on s.campaign_id = t.campaign_id and s.edition = t.edition
where t.articles > 0
order by t.articles desc, campaign
