-- grain: one sentence that decided the attitude toward policy of an original, sure ones first.
select
    case stance_chinh_sach when 'favor' then 'ghi nhận' when 'against' then 'phê phán' else 'trung tính' end as "thái độ",
    stance_chinh_sach_evidence as "câu quyết định",
    outlet as "cơ quan báo chí",
    strftime(news_at + interval 7 hour, '%d/%m/%Y') as "ngày",
    title as "tiêu đề",
    url as "liên kết"
from mart.articles
where digest_date between $first and $last
    and relevance >= 1
    and duplicate_of is null
    and not is_foreign
    and not stance_chinh_sach_abstain
    and stance_chinh_sach_evidence is not null
    and contains(fold_words(title || ' ' || sapo), fold_words($words))
order by stance_chinh_sach = 'against' desc, stance_chinh_sach_p desc, article_id
limit 200
