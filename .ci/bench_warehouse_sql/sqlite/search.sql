select a.article_id, a.title, snippet(words, -1, '«', '»', '…', 30)
from words
join articles as a on a.rowid = words.rowid
where words match 'công nhân ngừng việc'
order by rank
limit 20
