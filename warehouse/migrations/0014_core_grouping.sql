-- grain: one relevant text; duplicate_of is the text_id of the original it repeats, null for an original
create table core.grouping (
    text_id varchar primary key,
    duplicate_of varchar,
    story_id varchar not null,
    containment double,
    check (duplicate_of is null or duplicate_of <> text_id)
);
