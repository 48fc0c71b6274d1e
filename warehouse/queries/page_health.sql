-- grain: one followed page, how its network answered last
select source_id, page, platform, asked_at, whole_at, requests, failed, reason from mart.page_health order by page
