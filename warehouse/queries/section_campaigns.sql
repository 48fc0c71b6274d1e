-- grain: one campaign that has articles within [$first_at, $last_at), with the figures of the window and of the window of
-- the same length before; of one province ($province) only what tells of it. Its phase is that of the window's last day,
-- as it could be told then: in its first week launch, then peak while seven days bring half of the most so far.
with told as (
    select
        campaign,
        count(*) filter (where news_at >= $first_at) as articles,
        count(*) filter (where news_at < $first_at) as articles_before,
        count(distinct source_id) filter (where news_at >= $first_at) as outlets,
        count(*) filter (where news_at >= $first_at and stance_cong_doan = 'favor' and not stance_cong_doan_abstain) as favor,
        count(*) filter (where news_at >= $first_at and stance_cong_doan = 'against' and not stance_cong_doan_abstain)
            as against,
        arg_min(title, (is_copy, -relevance, news_at)) filter (where news_at >= $first_at) as title,
        arg_min(url, (is_copy, -relevance, news_at)) filter (where news_at >= $first_at) as url,
        arg_min(outlet, (is_copy, -relevance, news_at)) filter (where news_at >= $first_at) as outlet
    from mart.campaign_articles
    where
        how = 'named'
        and news_at >= $previous_at
        and news_at < $last_at
        and ($province is null or list_contains(provinces, $province))
    group by campaign
),
said as (
    select m.campaign, count(*) as sentences, arg_min(m.sentence, (m.kind, m.sentence)) as sentence
    from mart.campaign_messages as m
    join mart.campaign_articles as a on a.campaign = m.campaign and a.article_id = m.article_id
    where a.news_at >= $first_at and a.news_at < $last_at and ($province is null or list_contains(a.provinces, $province))
    group by m.campaign
),
then_known as (
    select
        campaign_id || '-' || edition as campaign,
        arg_max(articles_7d, news_date) as articles_7d,
        max(articles_7d) as most,
        local_date($last_at) - min(news_date) filter (where articles > 0) as age
    from core.campaign_rhythm
    where news_date <= local_date($last_at)
    group by all
)
select
    c.campaign,
    c.name,
    case
        when k.most < 3 then 'it_tin'
        when k.age < 7 then 'khoi_dong'
        when 2 * k.articles_7d >= k.most then 'cao_diem'
        else 'lang_xuong'
    end as phase,
    t.articles,
    t.articles_before,
    t.outlets,
    t.favor,
    t.against,
    coalesce(s.sentences, 0) as sentences,
    s.sentence,
    t.title,
    t.url,
    t.outlet
from mart.campaigns as c
join told as t on t.campaign = c.campaign
join then_known as k on k.campaign = c.campaign
left join said as s on s.campaign = c.campaign
where t.articles > 0
order by t.articles desc, c.campaign
