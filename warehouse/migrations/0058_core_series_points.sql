-- grain: one value of one counter as one file said it, from the files under series/; the word said last counts
create table core.series_points (
    point_id varchar primary key,
    counter_id varchar not null,
    date date not null,
    value double not null,
    said_by varchar not null,
    said_at timestamptz not null
);
