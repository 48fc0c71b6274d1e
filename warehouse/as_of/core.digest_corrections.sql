-- grain: as core.digest_corrections; what editors had said by then.
select * from other.core.digest_corrections where said_at <= $at
