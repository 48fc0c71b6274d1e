-- which program read the run's pages and feeds: a hash of code, layouts and libraries
alter table raw.runs add column extractor_id varchar
