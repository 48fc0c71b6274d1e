-- grain: one digest: a mark of all that a page of the editor's desk shows of it.
with item as (
    select md5(string_agg(concat_ws(' ', article_id, section, disposition, text_id), '|' order by position)) as mark
    from core.digest_items
    where digest_id = $digest_id
),
word as (
    select max(correction_id) as last_id from core.digest_corrections where digest_id = $digest_id
),
label as (
    select max(correction_id) as last_id
    from core.corrections
    where text_id in (select text_id from core.digest_items where digest_id = $digest_id)
),
story as (
    select max(correction_id) as last_id
    from core.story_corrections
    where article_id in (select article_id from core.digest_items where digest_id = $digest_id)
)
select md5(concat_ws('|', d.subject, item.mark, word.last_id, label.last_id, story.last_id)) as mark
from core.digests as d, item, word, label, story
where d.digest_id = $digest_id
