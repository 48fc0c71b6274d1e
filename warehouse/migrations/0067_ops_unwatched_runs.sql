-- grain: one run that was loaded since incidents were last looked for; empty after every whole load
create table ops.unwatched_runs (
    run_id varchar primary key
)
