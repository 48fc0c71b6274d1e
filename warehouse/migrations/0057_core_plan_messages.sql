-- grain: one message of a plan
create table core.plan_messages (
    message_id varchar primary key,
    plan_id varchar not null,
    plan_number varchar not null,
    ref varchar not null,
    text varchar not null
);
