-- grain: one row of core.annotations, kept while that table is made anew
create table core.annotations_before as from core.annotations;
