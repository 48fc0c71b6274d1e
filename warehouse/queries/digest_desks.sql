-- grain: one desk that a digest is composed for; $desks: JSON list of flows.digest.DeskRow.
create or replace temp table digest_desks as
select unnest(
    from_json(
        $desks,
        '[{
            "digest_id": "VARCHAR", "previous_id": "VARCHAR", "scope": "VARCHAR", "scope_name": "VARCHAR",
            "hears_all": "BOOLEAN", "provinces": ["VARCHAR"], "sectors": ["VARCHAR"], "topics": ["VARCHAR"],
            "bodies": ["VARCHAR"], "levels": ["VARCHAR"], "words": ["VARCHAR"]
        }]'
    ),
    recursive := true
)
