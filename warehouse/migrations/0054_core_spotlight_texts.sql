-- grain: one person or model that one text shows as an example, with the sentence that does
create table core.spotlight_texts (
    text_id varchar not null,
    plan_version varchar not null,
    position integer not null,
    kind varchar not null check (kind in ('person', 'model')),
    name varchar not null,
    deed varchar not null check (deed in ('sang_kien', 'danh_hieu', 'viec_tot')),
    unit varchar,
    unit_id varchar,
    province varchar,
    sentence_index integer not null,
    sentence varchar not null,
    primary key (text_id, plan_version, position)
);
