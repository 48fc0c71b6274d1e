-- grain: one wording of posts and comments, labelled by the labeller in charge; meant is the text with its marks and whole words
create table core.voice_labels (
    text_id varchar not null,
    labeller_id varchar not null,
    meant varchar not null,
    relevance tinyint not null,
    topics varchar[] not null,
    provinces varchar[] not null,
    intent varchar not null check (intent in ('question', 'complaint', 'thanks', 'other')),
    intent_p double not null,
    valence varchar not null check (valence in ('pos', 'neg', 'neu')),
    valence_p double not null,
    stance_cong_doan varchar not null,
    stance_cong_doan_p double not null,
    stance_chinh_sach varchar not null,
    stance_chinh_sach_p double not null,
    stance_doanh_nghiep varchar not null,
    stance_doanh_nghiep_p double not null,
    primary key (text_id)
);
