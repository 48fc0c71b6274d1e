-- grain: one text that is an article's current state and does not stand for it, or stands for what no article says now;
-- as far as articles are not to be looked at anew.
with told as (
    select text_id, arg_min(article_id, (published_at is null, published_at, first_seen_at, article_id)) as article_id
    from core.article_states
    group by text_id
)
select coalesce(t.text_id, c.text_id) as text_id, t.article_id as told, c.article_id as kept
from told as t
full join core.current_texts as c on c.text_id = t.text_id
where t.article_id is distinct from c.article_id
order by all
