-- grain: one text read for campaigns, messages, spotlights and rebuttals; a row here is what says that the work is done,
-- by which wording of the plans and on which wording of the text. Without an index of its key (see
-- keys.py): rows were written and checkpoints made in a time that grew with the table
create or replace table core.plan_readings (
    text_id varchar using compression uncompressed not null,
    plan_version varchar not null,
    version_id varchar using compression uncompressed not null
);
