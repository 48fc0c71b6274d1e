-- grain: one relevant article of the digest, exactly once: shown as the lead of its story, merged under that lead,
-- or below the line (over_cap: told in one line; foreign: the event is abroad; unsure: no article of its story is
-- surely about labour).
insert into core.digest_items (
    digest_id, position, section, disposition, reason, article_id, version_id, text_id, story_id, merged_into, score
)
with relevant as (
    select
        article_id,
        version_id,
        text_id,
        source_id,
        coalesce(story_id, text_id) as story_id,
        duplicate_of is not null as is_copy,
        feed_only,
        news_at,
        relevance,
        relevance_p,
        is_foreign,
        coalesce(topics[1], 'khac') as topic,
        list_contains(topics, 'thi_dua_guong_dien_hinh')
        and (
            (stance_cong_doan = 'favor' and not stance_cong_doan_abstain)
            or (stance_doanh_nghiep = 'favor' and not stance_doanh_nghiep_abstain)
        ) as is_good,
        attention_reasons(
            stance_cong_doan, stance_cong_doan_abstain, strike, topics, valence,
            stance_doanh_nghiep, stance_doanh_nghiep_abstain, stance_doanh_nghiep_p, stance_doanh_nghiep_evidence,
            $strong_p
        ) as reasons,
        bool_and(below_line(relevance, relevance_p, strike, $line_p))
            over (partition by is_foreign, coalesce(story_id, text_id)) as is_unsure
    from mart.articles
    where relevance >= 1
        and (cast($province as varchar) is null or list_contains(provinces, cast($province as varchar)))
        and (
            (news_at >= $first_at and news_at < $last_at)
            -- published in the window before, first seen in this one, and not in the digest that should have had it
            or (
                news_at >= $previous_at and news_at < $first_at
                and first_seen_at >= $first_at and first_seen_at < $last_at
                and exists (select 1 from core.digests where digest_id = $previous_id)
                and article_id not in (select article_id from core.digest_items where digest_id = $previous_id)
            )
        )
),
weighed as (
    select
        *,
        100 * list_contains(reasons, 'cong_doan_against')::integer
        + 80 * list_contains(reasons, 'cong_doan_doubt')::integer
        + 60 * list_contains(reasons, 'strike')::integer
        + 50 * list_contains(reasons, 'accident')::integer
        + 30 * list_contains(reasons, 'employer_against')::integer as weight
    from relevant
    where not is_foreign and not is_unsure
),
led as (
    -- the lead is the article that shows why the story matters, then the original, the fullest, the first
    select
        *,
        row_number() over story = 1 as is_lead,
        first_value(article_id) over story as lead_id,
        first_value(topic) over story as lead_topic
    from weighed
    window story as (
        partition by story_id
        order by weight desc, is_copy, relevance desc, feed_only, news_at, article_id
    )
),
hot as (
    select distinct story_id from core.story_heat where is_hot and news_at >= $first_at and news_at < $last_at
),
story as (
    select
        story_id,
        any_value(lead_topic) as topic,
        max(weight) as weight,
        bool_or(is_good) and max(weight) = 0 as is_good,
        max(weight) + 10 * max(relevance) + count(distinct source_id) + max(relevance_p)
        + 10 * (story_id in (select story_id from hot))::integer as score
    from led
    group by story_id
),
ranked as (
    select
        *,
        row_number() over (partition by weight > 0 order by score desc, story_id) as urgent_rank,
        row_number() over (partition by is_good order by score desc, story_id) as good_rank,
        row_number() over (partition by weight > 0, topic order by score desc, story_id) as topic_rank
    from story
),
parted as (
    select
        *,
        case
            when weight > 0 then 'can_phan_hoi'
            when is_good and good_rank <= $max_good then 'tin_tot'
            else 'chu_de'
        end as section
    from ranked
),
seated as (
    -- each further story of a topic stands back a little, so that one topic doesn't fill the page
    select
        *,
        row_number() over (partition by section order by score - 4 * (topic_rank - 1) desc, story_id) as seat,
        $max_stories
        - least($max_urgent, count(*) filter (where section = 'can_phan_hoi') over ())
        - count(*) filter (where section = 'tin_tot') over () as seats
    from parted
),
disposed as (
    select
        *,
        case section
            when 'can_phan_hoi' then urgent_rank <= $max_urgent
            when 'tin_tot' then true
            else seat <= seats
        end as is_shown
    from seated
),
ordered as (
    select
        story_id,
        topic,
        score,
        is_shown,
        if(section = 'chu_de' and not is_shown, 'danh_sach', section) as section,
        if(section = 'chu_de' and is_shown and topic <> 'khac', max(score) over (partition by section, is_shown, topic), 0) as topic_score
    from disposed
),
item as (
    select
        o.section,
        case when l.is_lead and o.is_shown then 'shown' when l.is_lead then 'below_line' else 'merged' end as disposition,
        if(l.is_lead and not o.is_shown, 'over_cap', null) as reason,
        l.article_id,
        l.version_id,
        l.text_id,
        l.story_id,
        if(l.is_lead, null, l.lead_id) as merged_into,
        o.score,
        row_number() over (
            order by
                list_position(['can_phan_hoi', 'chu_de', 'tin_tot', 'danh_sach'], o.section),
                o.is_shown desc,
                o.topic_score desc,
                if(o.section = 'chu_de', o.topic, ''),
                o.score desc,
                o.story_id,
                l.is_lead desc,
                l.news_at,
                l.article_id
        ) as position
    from led as l
    join ordered as o on o.story_id = l.story_id
    union all by name
    select
        if(is_foreign, 'nuoc_ngoai', 'chua_chac') as section,
        'below_line' as disposition,
        if(is_foreign, 'foreign', 'unsure') as reason,
        article_id,
        version_id,
        text_id,
        story_id,
        1000000 + row_number() over (order by news_at, article_id) as position
    from relevant
    where is_foreign or is_unsure
)
select
    $digest_id,
    row_number() over (order by position),
    section,
    disposition,
    reason,
    article_id,
    version_id,
    text_id,
    story_id,
    merged_into,
    score
from item
