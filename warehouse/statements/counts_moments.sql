-- each wording of a time is understood once: there are a thousand times fewer than rows
create temp table counted_moments as
with read as (
    select
        at_text,
        coalesce(
            try_cast(at_text as timestamptz),
            timezone('Asia/Ho_Chi_Minh', try_strptime(at_text, ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y'])),
            to_timestamp(try_cast(at_text as double) / if(try_cast(at_text as double) > 1e11, 1000, 1))
        ) as moment
    from (select distinct at_text from counted)
)
select at_text, cast(floor(epoch(moment) / 3600) as bigint) as hour
from read
where moment is not null
