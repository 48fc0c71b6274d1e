-- grain: one comment said from $first_date until before $last_date, of a province or of the whole country
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
from core.judged_comments
where said_date >= $first_date and said_date < $last_date
    and (cast($province as varchar) is null or province = cast($province as varchar))
order by said_date, post_id, run_id, seq, position
