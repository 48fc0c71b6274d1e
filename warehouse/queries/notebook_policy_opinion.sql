-- grain: one topic of what people wrote about policy under posts in the weeks of the span: figures only.
select
    topic,
    sum(comments)::integer as "bình luận",
    sum(favor)::integer as "ủng hộ",
    sum(neutral)::integer as "trung tính",
    sum(against)::integer as "phê phán",
    sum(unsure)::integer as "chưa rõ",
    sum(questions)::integer as "câu hỏi",
    sum(complaints)::integer as "phàn nàn"
from mart.opinion
where target = 'chinh_sach' and week_date between $first - interval 6 day and $last
group by topic
order by "bình luận" desc, topic
