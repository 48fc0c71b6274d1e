select column_name, column_type from (describe mart.articles)
