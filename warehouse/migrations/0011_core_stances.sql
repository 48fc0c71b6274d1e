-- grain: the attitude of one text toward one target by one annotator
create table core.stances (
    text_id varchar not null,
    annotator_id varchar not null,
    target varchar not null check (target in ('cong_doan', 'chinh_sach', 'doanh_nghiep')),
    label varchar not null check (label in ('favor', 'neutral', 'against', 'none')),
    p double not null,
    abstain boolean not null,
    evidence varchar,
    evidence_index integer,
    primary key (text_id, annotator_id, target)
);
