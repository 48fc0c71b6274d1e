-- grain: what a person decided of one rebuttal, from the files under corrections/rebuttals; the last word counts
create table core.rebuttal_decisions (
    decision_id varchar primary key,
    rebuttal_id varchar not null,
    state varchar not null check (state in ('moi', 'dung_la_sai', 'khong_phai', 'da_phan_bac')),
    note varchar,
    said_by varchar not null,
    said_at timestamptz not null
);
