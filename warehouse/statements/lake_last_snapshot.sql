-- grain: one row, the number of the last snapshot of the attached lake $lake.
select max(snapshot_id) from ducklake_snapshots($lake)
