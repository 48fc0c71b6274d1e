-- grain: one row: articles on workers and the union, and those whose attitude to the union, policy or employers was judged.
select
    count(*) as relevant,
    count(*) filter (
        where (stance_cong_doan <> 'none' and not stance_cong_doan_abstain)
        or (stance_chinh_sach <> 'none' and not stance_chinh_sach_abstain)
        or (stance_doanh_nghiep <> 'none' and not stance_doanh_nghiep_abstain)
    ) as judged
from mart.articles
where relevance >= 1 and local_date(news_at) between $first_date and $last_date
