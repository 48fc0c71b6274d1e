-- grain: one outlet: when it last answered and gave something, worst first.
select
    outlet as "cơ quan báo chí",
    case
        when last_asked_at is null then 'chưa hỏi'
        when consecutive_failures > 0 then 'đang lỗi'
        when last_published_at < last_asked_at - interval 3 day then 'im lặng'
        else 'bình thường'
    end as "tình trạng",
    consecutive_failures as "lỗi liên tiếp",
    last_failure_reason as reason,
    coalesce(strftime(last_success_at + interval 7 hour, '%H:%M %d/%m/%Y'), '') as "đọc được lần cuối",
    coalesce(strftime(last_published_at + interval 7 hour, '%H:%M %d/%m/%Y'), '') as "tin mới nhất"
from mart.source_health
order by list_position(['đang lỗi', 'im lặng', 'bình thường', 'chưa hỏi'], "tình trạng"), consecutive_failures desc, outlet
