-- those of few keys that a table has: with their values written out the index is asked, and nothing else is read
select {key} from {table} where {key} in ({values})
