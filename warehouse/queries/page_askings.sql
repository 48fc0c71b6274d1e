-- grain: one page that was asked: when last, and when last without any failure
select source_id, asked_at, whole_at from mart.page_health where asked_at is not null order by source_id
