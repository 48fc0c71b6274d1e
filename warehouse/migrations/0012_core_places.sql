-- grain: one province of one text by one annotator, in the 63-unit standard names
create table core.places (
    text_id varchar not null,
    annotator_id varchar not null,
    province varchar not null,
    primary key (text_id, annotator_id, province)
);
