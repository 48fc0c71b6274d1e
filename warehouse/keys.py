"""Keys that no index keeps: of big tables whose ids are hashes.

DuckDB 1.5 reads such an index from all over the file for every batch, writes it anew with every checkpoint, and a
conflict clause reads through all keys of the table: on a history of a million articles that was a tenth of a day's
work. Rows are written there in two ways: what is known to be missing (`store.append`), or after a look at the keys
(`store.insert`); `settle` takes away what it writes anew. `diemtin check` looks for keys that are there twice.
"""

from collections.abc import Mapping

UNINDEXED: Mapping[str, tuple[str, ...]] = {
    "core.annotations": ("text_id", "annotator_id"),
    "core.article_states": ("article_id",),
    "core.current_texts": ("text_id",),
    "core.plan_readings": ("text_id", "plan_version"),
    "core.stances": ("text_id", "annotator_id", "target"),
}
