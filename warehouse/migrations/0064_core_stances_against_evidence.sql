-- the sentence that speaks most for it
alter table core.stances add column against_evidence varchar
