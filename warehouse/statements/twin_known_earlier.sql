-- what the lake has seen earlier, or at the same moment, leaves the batch
delete from {twin} as given
where exists (
    from {table} as held
    where
        {same}
        and (held.fetched_at, held.run_id, held.seq, held.position)
        <= (given.fetched_at, given.run_id, given.seq, given.position)
)
