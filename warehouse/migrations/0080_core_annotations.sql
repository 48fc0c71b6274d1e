-- grain: one text labelled by one annotator; a row here is what says that the work is done. Without an index of its key (see
-- keys.py): rows were written and checkpoints made in a time that grew with the table
create or replace table core.annotations (
    text_id varchar using compression uncompressed not null,
    annotator_id varchar not null,
    relevance tinyint not null check (relevance in (0, 1, 2)),
    relevance_p double not null,
    valence varchar not null,
    valence_p double not null,
    sector varchar not null,
    level varchar not null,
    strike boolean not null,
    is_foreign boolean not null
);
