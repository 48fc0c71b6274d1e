-- grain: one page that was found at another address than the one asked for.
select distinct source_id, url, final_url from raw.outcomes where kind = 'page' and final_url <> url
