-- whether the copy tells words that the warehouse does not tell any more: they must not stay in its file
select exists (
    select version_id from copy.store.articles
    union all
    select version_id from copy.store.other_versions
    except
    select version_id from core.article_versions
)
or exists (select post_id from copy.mart.posts except select post_id from core.posts) as is_gone
