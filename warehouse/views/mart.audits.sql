-- grain: one part of a week's articles in its audit: all of them, drawn, answered, and worthy of the digest by people's
-- last word. Precision is the part shown's worthy_share; recall is its worthy_estimate in the sum of all parts'
-- key: week, stratum
create or replace view mart.audits as
with counted as (
    select
        i.week,
        strptime(i.week || '-1', '%G-W%V-%u')::date as first_date,
        i.stratum,
        max(i.stratum_size) as articles,
        count(*) as drawn,
        count(a.is_worthy) as answered,
        count(*) filter (where a.is_worthy) as worthy
    from core.audit_items as i
    join mart.audit_articles as a on a.week = i.week and a.article_id = i.article_id
    group by all
)
select
    week,
    first_date,
    first_date + 6 as last_date,
    stratum,
    articles,
    drawn,
    answered,
    worthy,
    if(answered = 0, null, worthy / answered) as worthy_share,
    if(answered = 0, null, articles * worthy / answered) as worthy_estimate
from counted;
