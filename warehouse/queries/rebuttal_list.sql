-- grain: one thing called false on the digest days $first_date to $last_date, with every outlet that has the text.
select
    rebuttal_id,
    any_value(state) as state,
    any_value(denial) as denial,
    any_value(claim) as claim,
    any_value(note) as note,
    list(distinct outlet order by outlet) as outlets,
    any_value(title order by news_at) as title,
    any_value(url order by news_at) as url,
    min(news_at) as news_at
from mart.rebuttals
where
    digest_date between $first_date and $last_date
    and ($state is null or state = $state)
group by rebuttal_id
order by news_at, rebuttal_id
