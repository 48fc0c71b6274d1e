-- grain: one topic of one text by one annotator
create table core.topics (
    text_id varchar not null,
    annotator_id varchar not null,
    code varchar not null,
    p double not null,
    primary key (text_id, annotator_id, code)
);
