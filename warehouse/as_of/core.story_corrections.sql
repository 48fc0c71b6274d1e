-- grain: as core.story_corrections; what people had said by then.
select * from other.core.story_corrections where said_at <= $at
