-- grain: one file of words about digests that is loaded; its name without the ending.
select distinct regexp_replace(correction_id, '-\d+$', '') as stem from core.digest_corrections
