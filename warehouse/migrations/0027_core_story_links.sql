-- grain: two texts that may tell one event: the probability in 1/10,000, and the day of the later one
create table core.story_links (
    left_id varchar not null,
    right_id varchar not null,
    weight integer not null,
    day integer not null,
    primary key (left_id, right_id)
);
