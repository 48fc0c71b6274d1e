-- grain: one campaign of one year that has articles or a plan, the latest first; phases in words.
select
    campaign,
    name,
    coalesce(plan_number, '') as "kế hoạch",
    case phase
        when 'chua_den' then 'chưa đến'
        when 'khong_co_tin' then 'không có tin'
        when 'it_tin' then 'ít tin'
        when 'khoi_dong' then 'khởi động'
        when 'cao_diem' then 'cao điểm'
        when 'lang_xuong' then 'lắng xuống'
        when 'ket_thuc' then 'kết thúc'
        else phase
    end as "giai đoạn",
    articles as "bài",
    possible_articles as "bài có thể thuộc",
    outlets as "báo",
    provinces as "tỉnh, thành",
    favor as "ghi nhận công đoàn",
    against as "phê phán công đoàn",
    message_articles as "bài mang thông điệp",
    last_year_articles as "cùng kỳ năm trước",
    target_articles as "chỉ tiêu"
from mart.campaigns
order by articles = 0, last_at desc nulls last, campaign
