create table articles (
    article_id text, source_id text, outlet text, title text, sapo text, body text, digest_date date, relevance smallint,
    strike boolean, story_id text
);
create table stances (
    article_id text, source_id text, outlet text, digest_date date, target text, label text, abstain boolean
);
create table places (article_id text, digest_date date, province text, province_34 text);
create table share_of_voice (digest_date date, target text, articles bigint, favor bigint, against bigint);
create table syndication (
    article_id text, original_outlet text, outlet text, news_at timestamptz, same_owner boolean, hours_after float, credit text
);
create table stories (
    story_id text, title text, first_at timestamptz, first_digest_date date, outlets bigint, voices bigint, articles bigint,
    growth float, state text
);
create table coverage (
    digest_date date, outlet text, outlet_kind text, articles bigint, relevant bigint, union_articles bigint, failed bigint
);
create table topics (article_id text, digest_date date, code text);
create table digest_items (
    digest_date date, period text, position int, section text, disposition text, title text, text_id text
);
create table corrections (
    text_id text, field text, value text, said_by text, said_at timestamptz, is_current boolean
);
create table quotes (article_id text, source_id text, digest_date date, role text, level text, form text);
