-- grain: one alert that a desk was sent, raised in [$first_at, $last_at).
select alert_id, cause, article_id, title, url, raised_at
from core.alerts
where desk = $desk and raised_at >= $first_at and raised_at < $last_at and dropped_at is null
order by raised_at, alert_id
