select article_id, title, outlet, url, published_at, score, snippet from mart.search($question, $most) order by rank
