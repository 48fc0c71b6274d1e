-- grain: one article of a week's audit sample, from the files under audits/; stratum_size: all articles of its part
create table core.audit_items (
    week varchar not null,
    article_id varchar not null,
    version_id varchar not null,
    stratum varchar not null check (stratum in ('shown', 'below_line', 'left_out', 'near', 'far')),
    stratum_size bigint not null,
    primary key (week, article_id)
);
