-- grain: none; the form of the archive.
select ''::varchar as version_id, ''::varchar as body, ''::varchar as month where false
