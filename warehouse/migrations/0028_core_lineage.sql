-- grain: one copy beside its original: shares of words (0-1) and numbers of sentences, and whom the copy names as source
create table core.lineage (
    text_id varchar primary key,
    original_id varchar not null,
    taken double not null,
    own double not null,
    cut double not null,
    sentences_cut integer not null,
    sentences_added integer not null,
    sentences_edited integer not null,
    credit varchar
);
