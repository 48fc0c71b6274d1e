-- grain: one alert of one desk about one story for one cause, as the file under alerts/ says; times UTC; due_at: raised_at
-- or the end of the quiet hours; dropped: a digest covered it before, or it came too late
create table core.alerts (
    alert_id varchar primary key,
    desk varchar not null,
    cause varchar not null check (cause in ('strike', 'criticism', 'claim')),
    story_id varchar not null,
    article_id varchar not null,
    title varchar not null,
    outlet varchar not null,
    url varchar not null,
    news_at timestamptz not null,
    sentence varchar not null,
    outlets varchar[] not null,
    owners integer not null,
    hot boolean not null,
    route varchar not null,
    raised_at timestamptz not null,
    due_at timestamptz not null,
    dropped_at timestamptz,
    dropped_why varchar
);
