-- grain: one incident that was open in $month or later, to be told anew.
delete from core.incidents where opened_at >= $month or closed_at is null or closed_at >= $month
