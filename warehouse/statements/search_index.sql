pragma create_fts_index(
    'search.documents', 'article_id', 'title', 'sapo', 'body',
    stemmer = 'none', stopwords = 'none', ignore = '[^\p{L}\p{N}]+', strip_accents = 0, lower = 0, overwrite = 1
)
