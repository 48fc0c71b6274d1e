-- whether a key of the batch is here by a sighting at or after $first_at, the first of the batch. Rows lie in the order of
-- their loading: where runs come in their order nothing is read
select exists (
    from {table}
    where fetched_at >= $first_at and {key} in (select {key} from batch)
)
