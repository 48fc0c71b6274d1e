-- grain: one text labelled by one annotator; a row here is what says that the work is done
create table core.annotations (
    text_id varchar not null,
    annotator_id varchar not null,
    relevance tinyint not null check (relevance in (0, 1, 2)),
    relevance_p double not null,
    valence varchar not null,
    valence_p double not null,
    sector varchar not null,
    level varchar not null,
    strike boolean not null,
    is_foreign boolean not null,
    primary key (text_id, annotator_id)
);
