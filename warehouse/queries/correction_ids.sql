-- grain: one correction that is here already.
select correction_id from core.corrections
