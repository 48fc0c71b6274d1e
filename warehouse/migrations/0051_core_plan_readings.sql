-- grain: one text read for campaigns, messages, spotlights and rebuttals; a row here is what says that the work is done,
-- by which wording of the plans and on which wording of the text
create table core.plan_readings (
    text_id varchar not null,
    plan_version varchar not null,
    version_id varchar not null,
    primary key (text_id, plan_version)
);
