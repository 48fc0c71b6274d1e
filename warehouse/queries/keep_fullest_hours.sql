-- every hour under a post is told by one run, the one that saw most comments of it, the later of two; the order in
-- which runs are loaded does not matter
delete from core.comments as c
using (
    select
        post_id,
        said_at,
        run_id,
        row_number() over (partition by post_id, said_at order by count(*) desc, run_id desc) as place
    from core.comments
    group by post_id, said_at, run_id
) as told
where told.place > 1 and c.post_id = told.post_id and c.said_at = told.said_at and c.run_id = told.run_id
