-- grain: one post, week, topic, province, target, attitude, intent and valence of the comments that are still here. A
-- target that a comment does not name has the attitude none; voices are those of the run that counted most of them
create or replace view core.opinion_cells as
with told as (
    select *, 'cong_doan' as target, stance_cong_doan as stance from core.judged_comments
    union all
    select *, 'chinh_sach', stance_chinh_sach from core.judged_comments
    union all
    select *, 'doanh_nghiep', stance_doanh_nghiep from core.judged_comments
),
by_run as (
    select
        week_date, source_id, post_id, topic, province, target, stance, intent, valence, run_id,
        count(*) as comments,
        count(distinct (said_date, voice)) filter (where is_counted) as voices
    from told
    group by all
)
select
    week_date, source_id, post_id, topic, province, target, stance, intent, valence,
    cast(sum(comments) as bigint) as comments,
    max(voices) as voices
from by_run
group by all;
