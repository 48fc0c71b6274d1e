-- grain: one outlet and attitude toward $target between two digest days; reprints and "says nothing" left out.
select
    outlet as "báo",
    case
        when abstain then 'chưa rõ'
        when label = 'favor' then 'ghi nhận'
        when label = 'against' then 'phê phán'
        else 'trung tính'
    end as "thái độ",
    count(*) as "tin"
from mart.stances
where digest_date between $first and $last
    and target = $target
    and label <> 'none'
    and article_id in (select article_id from mart.articles where duplicate_of is null and not is_foreign)
group by outlet, "thái độ"
order by sum(count(*)) over (partition by outlet) desc, outlet, "thái độ"
