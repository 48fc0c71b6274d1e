-- grain: one article all wordings of which were judged irrelevant by the active annotator or by people.
select v.article_id
from core.article_versions as v
left join core.current_annotations as n
    on n.text_id = v.text_id and n.annotator_id = (select annotator_id from core.annotators where active)
group by v.article_id
having bool_and(n.relevance is not null and n.relevance = 0)
    and not exists (select 1 from core.digest_items as i where i.article_id = v.article_id)
