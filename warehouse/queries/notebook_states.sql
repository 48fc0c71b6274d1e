-- grain: one row per plan and state of the report $report_id.
select plan_number as "kế hoạch", state as "kết quả", count(*) as "số dòng"
from mart.plan_compliance
where report_id = $report_id
group by all
order by all
