-- grain: one story, told by one or more articles; its state is that at the press's latest word
-- key: story_id
create or replace view mart.stories as
with told as (
    select
        story_id,
        arg_min(article_id, (is_copy, news_at, article_id)) as first_article_id,
        min(news_at) as first_at,
        max(news_at) as last_at,
        count(*) as articles,
        count(*) filter (where not is_copy) as originals,
        count(distinct source_id) as outlets,
        count(distinct owner) as owners,
        count(*) filter (where is_voice) as voices
    from mart.story_articles
    group by story_id
),
place as (
    select s.story_id, list(distinct p.province order by p.province) as provinces
    from mart.story_articles as s
    join core.current_places as p on p.text_id = s.text_id
    join core.annotators as n on n.annotator_id = p.annotator_id and n.active
    group by s.story_id
),
judged as (
    select
        s.story_id,
        t.target,
        count(*) filter (where t.label = 'favor' and not t.abstain) as favor,
        count(*) filter (where t.label = 'neutral' and not t.abstain) as neutral,
        count(*) filter (where t.label = 'against' and not t.abstain) as against,
        count(*) filter (where t.abstain) as unsure
    from mart.story_articles as s
    join core.current_stances as t on t.text_id = s.text_id and t.label <> 'none'
    join core.annotators as n on n.annotator_id = t.annotator_id and n.active
    where not s.is_copy
    group by all
),
stance as (
    select
        story_id,
        list(
            {'target': target, 'favor': favor, 'neutral': neutral, 'against': against, 'unsure': unsure}
            order by list_position(['cong_doan', 'chinh_sach', 'doanh_nghiep'], target)
        ) as stances
    from judged
    group by story_id
)
select
    t.story_id,
    n.title,
    n.title_article_id is null as renamed,
    story_state(t.first_at, t.last_at, max(t.last_at) over ()) as state,
    t.first_article_id,
    t.first_at,
    t.last_at,
    digest_day(t.first_at) as first_digest_date,
    t.articles,
    t.originals,
    t.outlets,
    t.owners,
    t.voices,
    coalesce(p.provinces, []) as provinces,
    coalesce(s.stances, []) as stances,
    h.hot_at,
    h.growth
from told as t
left join core.story_titles as n on n.story_id = t.story_id
left join place as p on p.story_id = t.story_id
left join stance as s on s.story_id = t.story_id
left join mart.hot_spots as h on h.story_id = t.story_id;
