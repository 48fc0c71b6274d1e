-- grain: one row: how much people have said so far.
select
    (select count(*) from core.corrections) as corrections,
    (select count(*) from core.story_corrections) as story_corrections
