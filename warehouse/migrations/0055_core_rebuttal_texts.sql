-- grain: one sentence of one text that calls something false, and the sentence that tells the claim when there is one;
-- the id is made of the words, so that what people decide outlives a new reading
create table core.rebuttal_texts (
    text_id varchar not null,
    plan_version varchar not null,
    rebuttal_id varchar not null,
    sentence_index integer not null,
    denial varchar not null,
    claim_index integer,
    claim varchar,
    primary key (text_id, plan_version, rebuttal_id)
);
