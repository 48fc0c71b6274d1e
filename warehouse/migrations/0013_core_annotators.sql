-- grain: one annotator; the labels of the active one are what mart shows
create table core.annotators (
    annotator_id varchar primary key,
    active boolean not null
);
