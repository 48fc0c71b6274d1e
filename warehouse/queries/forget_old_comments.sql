-- comments of these runs that were said before the Monday $cutoff
delete from core.comments where local_date(said_at) < $cutoff and list_contains($run_ids, run_id)
