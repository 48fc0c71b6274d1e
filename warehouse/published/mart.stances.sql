-- grain: the attitude of one article toward one target, from what its row tells
select
    article_id,
    text_id,
    source_id,
    outlet,
    digest_date,
    '{target}' as target,
    stance_{target} as label,
    stance_{target}_p as p,
    stance_{target}_abstain as abstain,
    stance_{target}_evidence as evidence,
    more_{target}.evidence_index as evidence_index,
    more_{target}.against_p as against_p,
    more_{target}.against_evidence as against_evidence,
    more_{target}.voice as voice
from {articles}
where relevance > 0 and stance_{target} is not null or stance_{target}_abstain or stance_{target} <> 'none'
