-- what the batch saw earlier than the lake takes its place
delete from {table} where {key} in (select {key} from {twin})
