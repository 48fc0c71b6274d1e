-- grain: one article of main.slim in a stretch of time, added to the copy in the order of loading. Bodies are read apart:
-- most are not shown, and what is long must not pass through a join. Size in bytes of what is indexed of it. Of two that
-- answer a question equally well the one that was fetched later comes first: `recent` begins with that time and ends with
-- digits of the article's own. Texts pass by once, looked up beside what is short: so it is written and so it is done
insert into copy.store.articles
with wanted as (
    select version_id from main.slim where has_body and origin <> 'feed' and fetched_at between $first_at and $last_at
)
select
    {columns},
    s.doc,
    s.print,
    s.told,
    s.more_cong_doan,
    s.more_chinh_sach,
    s.more_doanh_nghiep,
    strlen(v.title) + strlen(v.sapo) + if(s.is_whole, coalesce(strlen(b.body), 0), 0),
    (epoch_ms(s.fetched_at) << 20) + (hash(s.article_id) & 1048575)::bigint
from core.article_versions as v
join (
    select s.*, d.doc
    from main.slim as s
    join main.docs as d on d.article_id = s.article_id
    where d.stretch = $stretch
    and d.fetched_at between $first_at and $last_at
    and s.fetched_at between $first_at and $last_at
) as s on s.version_id = v.version_id and s.fetched_at = v.fetched_at
left join ({bodies}) as b on b.version_id = s.version_id
left join (from mart.captures where fetched_at between $first_at and $last_at) as c on c.run_id = s.run_id and c.seq = s.seq
where v.fetched_at between $first_at and $last_at
