-- grain: one edition (year) of one campaign: its days as a plan or the yearly rule sets them (last_date null: open).
-- An article that gives no year belongs to the last edition whose claims_from is not after its day
create table core.campaign_windows (
    campaign_id varchar not null,
    edition integer not null,
    name varchar not null,
    plan_id varchar not null,
    plan_number varchar not null,
    ref varchar not null,
    first_date date not null,
    last_date date,
    claims_from date not null,
    is_planned boolean not null,
    messages varchar[] not null,
    counters varchar[] not null,
    target_articles integer,
    target_outlets integer,
    target_share double,
    primary key (campaign_id, edition)
);
