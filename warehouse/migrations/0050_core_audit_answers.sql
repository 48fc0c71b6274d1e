-- grain: one answer of a person to one article of an audit, from the files under corrections/audits/
create table core.audit_answers (
    answer_id varchar primary key,
    week varchar not null,
    article_id varchar not null,
    is_worthy boolean not null,
    note varchar not null,
    said_by varchar not null,
    said_at timestamptz not null
);
