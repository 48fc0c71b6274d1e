-- grain: the attitude of one text toward one target by one annotator; against_p: how likely the text is against all the
-- same, when another label was chosen and a person should read it; against_evidence: the sentence that speaks most for it. Without an index of its key (see
-- keys.py): rows were written and checkpoints made in a time that grew with the table
create or replace table core.stances (
    text_id varchar not null,
    annotator_id varchar not null,
    target varchar not null check (target in ('cong_doan', 'chinh_sach', 'doanh_nghiep')),
    label varchar not null check (label in ('favor', 'neutral', 'against', 'none')),
    p double not null,
    abstain boolean not null,
    evidence varchar,
    evidence_index integer,
    against_p double,
    against_evidence varchar
);
