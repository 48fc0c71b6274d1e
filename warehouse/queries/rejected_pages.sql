-- grain: one page URL that twice turned out to hold no article; it is not asked for again.
select url
from core.items
where kind = 'page' and rejected in ('not_an_article', 'not_html', 'noarchive')
group by url
having count(*) > 1
order by url
