-- grain: one alert of alert_list, by what is known today of its story's days around it: what people said of the label
-- that raised it, and how many owners tell the same, or the contrary, in words of their own.
with around as (
    select
        l.alert_id,
        s.owner,
        if(l.cause = 'strike', m.strike, coalesce(m.stance_cong_doan = 'against', false)) as tells,
        l.cause <> 'strike' and coalesce(m.stance_cong_doan = 'favor', false) as denies,
        not s.is_copy as is_own,
        list_contains(m.corrected_fields, if(l.cause = 'strike', 'strike', 'stance_cong_doan')) as is_said
    from alert_list as l
    join mart.story_articles as o on o.article_id = l.article_id
    join mart.story_articles as s
        on s.story_id = o.story_id
        and s.news_at between l.raised_at - interval 72 hours and l.raised_at + interval 72 hours
    join mart.articles as m on m.article_id = s.article_id
),
weighed as (
    select
        alert_id,
        coalesce(bool_or(is_said and tells), false) as confirmed,
        coalesce(bool_or(is_said and not tells), false) as denied,
        count(distinct owner) filter (where is_own and tells) as owners,
        count(distinct owner) filter (where is_own and denies) as contrary
    from around
    group by alert_id
)
select
    l.alert_id,
    case
        when w.alert_id is null then 'refuted'  -- its article was found irrelevant since
        when w.confirmed then 'confirmed'
        when w.denied then 'refuted'
        when w.owners >= 2 and w.owners > w.contrary then 'corroborated'
        else 'open'
    end as verdict,
    coalesce(w.owners, 0) as owners
from alert_list as l
left join weighed as w on w.alert_id = l.alert_id
order by l.alert_id
