-- grain: one province (of the 63) that articles of one edition of a campaign tell of
-- key: campaign, province
create or replace view mart.campaign_places as
select
    c.campaign_id || '-' || c.edition as campaign,
    c.campaign_id,
    c.edition,
    p.province,
    v.province_34,
    count(distinct c.article_id) as articles,
    count(distinct c.source_id) as outlets
from core.campaign_articles as c
join core.current_places as p on p.text_id = c.text_id
join core.annotators as n on n.annotator_id = p.annotator_id and n.active
left join core.provinces as v on v.province = p.province
where c.how = 'named'
group by all;
