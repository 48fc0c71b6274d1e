-- grain: none; the roll of then is kept with the digest.
select * from other.core.outlets where false
