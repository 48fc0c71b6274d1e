-- grain: one edition of one campaign on one calendar day of Việt Nam. The peak is the time in which seven days brought at
-- least half of the most that seven days ever did (full width at half maximum); before it launch, after it fading
-- key: campaign, news_date
create or replace view mart.campaign_days as
with peak as (
    select
        campaign_id,
        edition,
        max(articles_7d) as most,
        arg_min(news_date, (-articles_7d, news_date)) as peak_date
    from core.campaign_rhythm
    group by all
),
half as (
    select
        r.campaign_id,
        r.edition,
        any_value(p.most) as most,
        any_value(p.peak_date) as peak_date,
        min(r.news_date) filter (where 2 * r.articles_7d >= p.most) as rises,
        max(r.news_date) filter (where 2 * r.articles_7d >= p.most) as falls
    from core.campaign_rhythm as r
    join peak as p using (campaign_id, edition)
    group by all
)
select
    r.campaign_id || '-' || r.edition as campaign,
    r.campaign_id,
    r.edition,
    r.news_date,
    r.articles,
    r.outlets,
    r.articles_7d,
    coalesce(l.labour_articles, 0) as labour_articles,
    if(coalesce(l.labour_articles, 0) > 0, r.articles / l.labour_articles, null) as share,
    case
        when h.most < 3 then 'it_tin'
        when r.news_date < h.rises then 'khoi_dong'
        when r.news_date <= h.falls then 'cao_diem'
        else 'lang_xuong'
    end as phase,
    h.peak_date
from core.campaign_rhythm as r
join half as h using (campaign_id, edition)
left join core.labour_days as l on l.news_date = r.news_date;
