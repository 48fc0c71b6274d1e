-- grain: one person or model shown as an example on the digest days $first_date to $last_date, with every outlet.
select
    kind,
    name,
    any_value(deed order by news_at) as deed,
    any_value(unit order by news_at) filter (where unit is not null) as unit,
    any_value(province order by news_at) filter (where province is not null) as province,
    list(distinct outlet order by outlet) as outlets,
    any_value(sentence order by news_at) as sentence,
    any_value(title order by news_at) as title,
    any_value(url order by news_at) as url,
    min(news_at) as news_at
from mart.spotlights
where
    digest_date between $first_date and $last_date
    and ($province is null or province = $province)
group by kind, name
order by len(outlets) desc, news_at, name
