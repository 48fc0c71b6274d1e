-- grain: one row per clause of the report $report_id.
select
    plan_number as "kế hoạch",
    ref as "mục",
    clause as "nội dung",
    array_to_string(who, ', ') as "ai làm",
    state as "kết quả",
    target as "chỉ tiêu",
    measured as "đo được",
    basis as "căn cứ",
    reason as "vì sao, giới hạn",
    articles as "số bài"
from mart.plan_compliance
where report_id = $report_id
order by plan_id, position
