-- how likely the text is against all the same, when another label was chosen and a person should read it
alter table core.stances add column against_p double
