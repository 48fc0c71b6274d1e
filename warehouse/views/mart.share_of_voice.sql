-- grain: one target on one digest day: how much of what the press said of the targets was about it, reprints left out of
-- `originals`; counts add up over days, shares don't
-- key: digest_date, target
create or replace view mart.share_of_voice as
with told as (
    select
        s.digest_date,
        s.target,
        count(*) as articles,
        count(*) filter (where a.duplicate_of is null) as originals,
        count(distinct s.source_id) as outlets,
        count(*) filter (where s.label = 'favor' and not s.abstain) as favor,
        count(*) filter (where s.label = 'neutral' and not s.abstain) as neutral,
        count(*) filter (where s.label = 'against' and not s.abstain) as against,
        count(*) filter (where s.abstain) as unsure
    from mart.stances as s
    join mart.articles as a on a.article_id = s.article_id
    where s.label <> 'none' and a.relevance > 0
    group by all
)
select
    digest_date,
    target,
    articles,
    originals,
    outlets,
    favor,
    neutral,
    against,
    unsure,
    round(articles / sum(articles) over (partition by digest_date), 4) as share
from told;
