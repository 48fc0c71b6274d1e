-- grain: none: from which moment on this session looks at the books (macro in_books); null: at all of them
set variable books_since = $since
