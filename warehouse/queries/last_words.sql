-- grain: one label of one text that people decided, as it stands.
select text_id, field, value, evidence_index from core.latest_corrections
