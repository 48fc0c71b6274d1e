-- grain: one landed list page or sitemap and how many articles it leads to
create table core.door_links (
    run_id varchar not null,
    seq integer not null,
    source_id varchar not null,
    kind varchar not null check (kind in ('list', 'sitemap')),
    links integer not null,
    fetched_at timestamptz not null,
    primary key (run_id, seq)
);
