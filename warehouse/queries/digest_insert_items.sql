-- grain: one relevant article of a digest, exactly once: shown as the lead of its story, merged under that lead,
-- or below the line (over_cap: told in the attached list; foreign: the event is abroad; unsure: no article of its story
-- is surely about labour).
insert into core.digest_items (
    digest_id, position, section, disposition, reason, article_id, version_id, text_id, story_id, merged_into, score
)
with weighed as (
    select
        *,
        400 * list_contains(reasons, 'cong_doan_against')::integer
        + 300 * list_contains(reasons, 'cong_doan_doubt')::integer
        + 60 * list_contains(reasons, 'strike')::integer
        + 50 * list_contains(reasons, 'accident')::integer
        + 30 * list_contains(reasons, 'employer_against')::integer as weight
    from digest_members
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
        partition by digest_id, story_id
        order by weight desc, is_copy, relevance desc, feed_only, news_at, article_id
    )
),
story as (
    select
        l.digest_id,
        l.story_id,
        any_value(l.lead_topic) as topic,
        greatest(max(l.weight), if(h.story_id is null, 0, 20)) as weight,
        bool_or(l.is_good) as is_good,
        10 * max(l.relevance) + count(distinct l.source_id) + max(l.relevance_p) as worth
    from led as l
    left join digest_heat as h on h.story_id = l.story_id
    group by l.digest_id, l.story_id, h.story_id
),
scored as (
    select * exclude (is_good, worth), is_good and weight = 0 as is_good, weight + worth as score from story
),
ranked as (
    select
        *,
        row_number() over (partition by digest_id, weight > 0 order by score desc, story_id) as urgent_rank,
        row_number() over (partition by digest_id, is_good order by score desc, story_id) as good_rank,
        row_number() over (partition by digest_id, weight > 0, topic order by score desc, story_id) as topic_rank
    from scored
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
counted as (
    -- criticism of the union takes as many seats as there are, anything else urgent leaves room for the rest
    select
        *,
        -- each further story of a topic stands back a little, so that one topic doesn't fill the page
        row_number() over (partition by digest_id, section order by score - 4 * (topic_rank - 1) desc, story_id) as seat,
        least(
            $max_stories,
            greatest($max_urgent, count(*) filter (where weight >= 300) over digest),
            count(*) filter (where section = 'can_phan_hoi') over digest
        ) as urgent_seats,
        count(*) filter (where section = 'tin_tot') over digest as n_good
    from parted
    window digest as (partition by digest_id)
),
seated as (
    select *, least(n_good, $max_stories - urgent_seats) as good_seats from counted
),
disposed as (
    select
        *,
        case section
            when 'can_phan_hoi' then urgent_rank <= urgent_seats
            when 'tin_tot' then good_rank <= good_seats
            else seat <= $max_stories - urgent_seats - good_seats
        end as is_shown
    from seated
),
ordered as (
    select
        digest_id,
        story_id,
        topic,
        score,
        is_shown,
        if(section <> 'can_phan_hoi' and not is_shown, 'danh_sach', section) as section,
        if(section = 'chu_de' and is_shown and topic <> 'khac', max(score) over (partition by digest_id, section, is_shown, topic), 0) as topic_score
    from disposed
),
item as (
    select
        o.digest_id,
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
            partition by o.digest_id
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
    join ordered as o on o.digest_id = l.digest_id and o.story_id = l.story_id
    union all by name
    select
        digest_id,
        if(is_foreign, 'nuoc_ngoai', 'chua_chac') as section,
        'below_line' as disposition,
        if(is_foreign, 'foreign', 'unsure') as reason,
        article_id,
        version_id,
        text_id,
        story_id,
        1000000 + row_number() over (partition by digest_id order by news_at, article_id) as position
    from digest_members
    where is_foreign or is_unsure
)
select
    digest_id,
    row_number() over (partition by digest_id order by position),
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
