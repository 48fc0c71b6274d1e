-- grain: one alert of a desk raised in [$first_at, $last_at).
select alert_id, cause, article_id, raised_at, dropped_why
from core.alerts
where desk = $desk and raised_at >= $first_at and raised_at < $last_at
order by raised_at, alert_id
