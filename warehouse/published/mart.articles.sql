create or replace view mart.articles as
select {columns}
from store.articles
