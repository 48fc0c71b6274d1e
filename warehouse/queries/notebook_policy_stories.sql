-- grain: one story with an article that holds the phrase in title or sapo, the most widely told first.
select
    s.title as "câu chuyện",
    s.articles as "tin",
    s.outlets as "báo",
    s.voices as "cơ quan chủ quản độc lập",
    strftime(s.first_at + interval 7 hour, '%d/%m/%Y') as "từ ngày",
    strftime(s.last_at + interval 7 hour, '%d/%m/%Y') as "đến ngày"
from mart.stories as s
where s.story_id in (
    select story_id
    from mart.articles
    where digest_date between $first and $last
        and relevance >= 1
        and not is_foreign
        and contains(fold_words(title || ' ' || sapo), fold_words($words))
)
order by s.voices desc, s.articles desc, s.story_id
limit 20
