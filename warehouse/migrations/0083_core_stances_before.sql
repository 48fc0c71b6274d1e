-- grain: one row of core.stances, kept while that table is made anew
create table core.stances_before as from core.stances;
