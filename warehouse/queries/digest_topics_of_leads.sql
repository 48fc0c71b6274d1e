-- grain: one story of the digest: the first topic of its leading article, as core.current_topics has it now.
select i.article_id, coalesce(arg_max(t.code, t.p), 'khac') as topic
from core.digest_items as i
join core.digests as d on d.digest_id = i.digest_id
left join core.current_topics as t on t.text_id = i.text_id and t.annotator_id = d.annotator_id
where i.digest_id = $digest_id and i.merged_into is null
group by i.article_id
