-- grain: one label of one text as a person said it, from the files under corrections/; lists are joined by '|'
create table core.corrections (
    correction_id varchar primary key,
    text_id varchar not null,
    field varchar not null check (
        field in (
            'relevance', 'topics', 'stance_cong_doan', 'stance_chinh_sach', 'stance_doanh_nghiep', 'valence',
            'provinces', 'sector', 'level', 'strike', 'is_foreign'
        )
    ),
    value varchar not null,
    evidence varchar,
    evidence_index integer,
    said_by varchar not null,
    said_at timestamptz not null
);
