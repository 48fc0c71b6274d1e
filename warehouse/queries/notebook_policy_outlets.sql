-- grain: one outlet and attitude toward policy among originals that hold the phrase in title or sapo, busiest first.
select
    outlet as "báo",
    case
        when stance_chinh_sach_abstain then 'chưa rõ'
        when stance_chinh_sach = 'favor' then 'ghi nhận'
        when stance_chinh_sach = 'against' then 'phê phán'
        else 'trung tính'
    end as "thái độ",
    count(*) as "tin"
from mart.articles
where digest_date between $first and $last
    and relevance >= 1
    and duplicate_of is null
    and not is_foreign
    and contains(fold_words(title || ' ' || sapo), fold_words($words))
group by outlet, "thái độ"
order by sum(count(*)) over (partition by outlet) desc, outlet, "thái độ"
