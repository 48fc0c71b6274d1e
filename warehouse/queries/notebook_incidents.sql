-- grain: one incident of the last 90 days before the press's latest word, those that go on first.
select
    outlet as "cơ quan báo chí",
    cause,
    strftime(opened_at + interval 7 hour, '%H:%M %d/%m/%Y') as "nhận ra lúc",
    coalesce(strftime(closed_at + interval 7 hour, '%H:%M %d/%m/%Y'), 'chưa hết') as "trở lại lúc",
    hours_open as "kéo dài (giờ)",
    strftime(since_at + interval 7 hour, '%H:%M %d/%m/%Y') as "lần cuối bình thường"
from mart.incidents
where closed_at is null or opened_at > (select max(fetched_at) from mart.captures) - interval 90 day
order by closed_at is not null, opened_at desc, outlet
