-- grain: one sentence of one text that carries one message of a plan
create table core.message_texts (
    text_id varchar not null,
    plan_version varchar not null,
    message_id varchar not null,
    sentence_index integer not null,
    kind varchar not null check (kind in ('exact', 'inflected', 'paraphrase')),
    sentence varchar not null,
    primary key (text_id, plan_version, message_id, sentence_index)
);
