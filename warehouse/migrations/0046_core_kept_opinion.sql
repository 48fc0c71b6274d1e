-- grain: what is kept of comments that were deleted when their time was over: one post, week, target, attitude and
-- intent; voices is the smallest number of people who can have spoken
create table core.kept_opinion (
    kept_id varchar not null,
    week_date date not null,
    source_id varchar not null,
    post_id varchar not null,
    topic varchar not null,
    province varchar not null,
    target varchar not null,
    stance varchar not null,
    intent varchar not null,
    valence varchar not null,
    comments bigint not null,
    voices bigint not null,
    primary key (kept_id)
);
