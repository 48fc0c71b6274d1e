select count(*) from copy.mart.articles
