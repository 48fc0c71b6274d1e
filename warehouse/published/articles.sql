insert into copy.mart.articles from temp.chunk
