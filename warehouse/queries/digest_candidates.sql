-- grain: one relevant article of the window or the one before, with what decides where it stands, whatever the desk.
create or replace temp table digest_candidates as
select
    a.article_id,
    a.version_id,
    a.text_id,
    a.source_id,
    coalesce(a.story_id, a.text_id) as story_id,
    a.duplicate_of is not null as is_copy,
    a.feed_only,
    a.news_at,
    a.relevance,
    a.relevance_p,
    a.is_foreign,
    a.provinces,
    a.sector,
    a.level,
    a.topics,
    coalesce(a.topics[1], 'khac') as topic,
    fold_words(a.title || ' ' || coalesce(a.sapo, '')) as words,
    a.valence <> 'neg'
    and (
        list_contains(a.topics, 'thi_dua_guong_dien_hinh')
        and (
            a.valence = 'pos'
            or (a.stance_cong_doan = 'favor' and not a.stance_cong_doan_abstain)
            or (a.stance_doanh_nghiep = 'favor' and not a.stance_doanh_nghiep_abstain)
        )
        -- a model worth repeating: the union is praised for a way of doing things
        or a.relevance = 2
        and a.stance_cong_doan = 'favor'
        and not a.stance_cong_doan_abstain
        and regexp_matches(fold_words(a.title || ' ' || coalesce(a.sapo, '')), ' (mo hinh|cach lam|sang kien|sang tao) ')
    ) as is_good,
    attention_reasons(
        a.stance_cong_doan, a.stance_cong_doan_abstain, a.stance_cong_doan_against_p, a.strike, a.topics, a.valence,
        a.stance_doanh_nghiep, a.stance_doanh_nghiep_abstain, a.stance_doanh_nghiep_p, a.stance_doanh_nghiep_evidence,
        $strong_p
    ) as reasons,
    below_line(
        a.relevance, a.relevance_p, a.strike, fold_words(a.title || ' ' || coalesce(a.sapo, '') || ' ' || coalesce(a.body, '')),
        len(reasons) > 0, $line_p, $urgent_p, $unnamed_p
    ) as is_below,
    a.news_at >= $first_at as is_inside,
    -- published in the window before, first seen in this one
    a.news_at < $first_at and a.first_seen_at >= $first_at and a.first_seen_at < $last_at as is_late
from digest_window as a
