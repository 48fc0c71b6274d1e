-- grain: one row per target on digest day $day; originals only, abstentions left out.
with original as (
    select article_id
    from mart.articles
    where digest_date = $day and relevance >= 1 and duplicate_of is null
),
held as (
    select s.target, s.label
    from original as o
    join mart.stances as s on s.article_id = o.article_id
    where not s.abstain and s.label <> 'none'
)
select
    case target
        when 'cong_doan' then 'công đoàn'
        when 'chinh_sach' then 'chính sách'
        else 'doanh nghiệp'
    end as "đối tượng",
    count(*) filter (where label = 'favor') as "ghi nhận",
    count(*) filter (where label = 'neutral') as "trung tính",
    count(*) filter (where label = 'against') as "phê phán"
from held
group by target
order by target
