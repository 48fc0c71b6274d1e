-- grain: one edition of a campaign that has articles or runs in the news, the latest first; only those of
-- $campaign_id and $edition where given.
select
    campaign, campaign_id, edition, name, plan_number, ref, is_planned, first_date, last_date, phase, peak_date,
    peak_articles_7d, articles, articles_in_window, possible_articles, originals, outlets, owners, provinces, first_at,
    last_at, favor, neutral, against, unsure, message_sentences, message_articles, labour_articles, share,
    last_year_articles, target_articles, target_outlets, target_share, messages, counters
from mart.campaigns
where
    ($campaign_id is null or campaign_id = $campaign_id)
    and ($edition is null or edition = $edition)
    and ($edition is not null or articles > 0 or possible_articles > 0 or phase <> 'khong_co_tin')
order by last_at desc nulls last, first_date desc, campaign
