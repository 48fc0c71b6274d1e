-- grain: one text to see without labels of $annotator_id, by its earliest wording; of one whose text was let go
-- only the title is left, which is not judged. Asking for the missing is the state. In the order of the tables, so that
-- a batch of texts lies together.
with done as (
    select text_id
    from core.annotations
    where annotator_id = $annotator_id and text_id in (select text_id from texts_to_see)
),
missing as (
    select text_id from texts_to_see
    except
    select text_id from done
)
select v.text_id, v.version_id, v.fetched_at
from core.article_versions as v
where v.fetched_at >= getvariable('look_from')
    and v.text_id in (select text_id from missing)
    and v.method is distinct from 'expired'
qualify row_number() over (partition by v.text_id order by v.published_at nulls last, v.fetched_at, v.version_id) = 1
order by v.fetched_at, v.version_id
