-- grain: one article of main.slim in a stretch of time, added to the copy in the order of loading. Bodies are read apart:
-- most are not shown, and what is long must not pass through a join. Size in bytes of what is indexed of it. Of two that
-- answer a question equally well the one that was fetched later comes first: `recent` begins with that time and ends with
-- digits of the article's own
insert into copy.store.articles
with wanted as (
    select version_id from main.slim where has_body and fetched_at between $first_at and $last_at
)
select
    {columns},
    d.doc,
    s.print,
    s.told,
    s.more_cong_doan,
    s.more_chinh_sach,
    s.more_doanh_nghiep,
    strlen(v.title) + strlen(v.sapo) + if(s.is_whole, strlen(b.body), 0),
    (epoch_ms(s.fetched_at) << 20) + (hash(s.article_id) & 1048575)::bigint
from main.docs as d
join main.slim as s on s.article_id = d.article_id
join core.article_versions as v on v.version_id = s.version_id and v.fetched_at = s.fetched_at
left join ({bodies}) as b on b.version_id = s.version_id
left join (from mart.captures where fetched_at between $first_at and $last_at) as c on c.run_id = s.run_id and c.seq = s.seq
where d.stretch = $stretch
and d.fetched_at between $first_at and $last_at
and s.fetched_at between $first_at and $last_at
and v.fetched_at between $first_at and $last_at
