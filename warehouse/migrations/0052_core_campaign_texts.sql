-- grain: one campaign that one text belongs to, and the sentence that says so (0 title, -1 sapo, from 1 the body)
create table core.campaign_texts (
    text_id varchar not null,
    plan_version varchar not null,
    campaign_id varchar not null,
    how varchar not null check (how in ('named', 'possible')),
    edition integer,
    sentence_index integer not null,
    sentence varchar not null,
    primary key (text_id, plan_version, campaign_id)
);
