-- grain: one topic that rose beside one edition of a campaign.
select topic, articles, articles_before, share, share_before, z
from mart.campaign_topics
where campaign = $campaign and has_risen
order by z desc, topic
