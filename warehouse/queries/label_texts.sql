-- grain: one article among $article_ids or whose text is among $text_ids, with the wording it has now.
select a.article_id, a.text_id, a.title, a.sapo, a.body
from core.articles as a
where list_contains($article_ids, a.article_id) or list_contains($text_ids, a.text_id)
order by a.article_id
