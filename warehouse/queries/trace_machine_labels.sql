-- grain: the text $text_id as annotator $annotator_id labelled it, before people's corrections
select
    a.*,
    (
        select list({'code': code, 'p': p} order by p desc, code)
        from core.topics where text_id = $text_id and annotator_id = $annotator_id
    ) as topics,
    (
        select list(
            {
                'target': target, 'label': label, 'p': p, 'abstain': abstain, 'evidence': evidence, 'against_p': against_p,
                'against_evidence': against_evidence
            }
            order by target
        )
        from core.stances where text_id = $text_id and annotator_id = $annotator_id
    ) as stances,
    (
        select list(province order by province)
        from core.places where text_id = $text_id and annotator_id = $annotator_id
    ) as provinces
from core.annotations as a
where a.text_id = $text_id and a.annotator_id = $annotator_id
