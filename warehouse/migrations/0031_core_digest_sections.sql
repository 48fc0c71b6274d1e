-- grain: one section of a digest beside its stories, as composed; content: JSON of the section's own shape
create table core.digest_sections (
    digest_id varchar not null,
    name varchar not null,
    content varchar not null,
    primary key (digest_id, name)
);
