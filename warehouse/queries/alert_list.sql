-- grain: one alert of $alerts (JSON).
create or replace temp table alert_list as
select unnest(
    from_json(
        $alerts,
        '[{"alert_id": "VARCHAR", "cause": "VARCHAR", "article_id": "VARCHAR", "raised_at": "TIMESTAMPTZ"}]'
    ),
    recursive := true
)
