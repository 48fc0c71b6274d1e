-- grain: one page
select source_id, name, owner, platform, homepage, provinces, is_followed from core.pages order by source_id
