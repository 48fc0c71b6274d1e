-- grain: one comment said from $first_date until before $last_date in the places of a digest's desk
select
    said_date,
    run_id,
    voice,
    is_counted,
    post_id,
    source_id,
    meant,
    intent,
    stance_cong_doan,
    stance_chinh_sach,
    stance_doanh_nghiep
from core.judged_comments as c
join digest_desks as d on d.digest_id = $digest_id and (d.hears_all or list_contains(d.provinces, c.province))
where said_date >= $first_date and said_date < $last_date
order by said_date, post_id, run_id, seq, position
