-- grain: as core.corrections; what people had said by then.
select * from other.core.corrections where said_at <= $at
