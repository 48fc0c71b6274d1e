-- grain: one row per kept report on what the plans asked, the latest first.
select distinct report_id, first_date, last_date from mart.plan_compliance order by last_date desc, report_id desc
