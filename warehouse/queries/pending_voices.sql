-- grain: one wording of posts and comments without labels
with wordings as (
    select text_id, text from core.posts
    union
    select text_id, text from core.comments
)
select text_id, any_value(text) as text
from wordings
anti join core.voice_labels as done using (text_id)
group by text_id
order by text_id
