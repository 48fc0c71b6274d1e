-- what the lake has already leaves the batch
delete from {twin} as given
where exists (from {table} as held where {same})
