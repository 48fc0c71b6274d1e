-- grain: one attitude that the model is not sure of; doubted criticism of the union first, then the union, then the newest.
select article_id, text_id, outlet, digest_date, title, url, target, label, p, evidence
from mart.review
order by target = 'cong_doan' and label = 'against' desc, target = 'cong_doan' desc, digest_date desc, p desc, article_id
limit $most
