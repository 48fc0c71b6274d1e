"""Labels of few texts, people's corrections laid over them: the views of core over the rows of these texts alone.

DuckDB reads all labels of all years through those views, whatever few texts are asked for. The views' own texts are
used, so that both say the same.
"""

import re
from collections.abc import Sequence

import duckdb

from warehouse.sqlfiles import sql_text

TABLES = ("annotations", "topics", "stances", "places")
_TABLE = re.compile(rf"\bcore\.({'|'.join(TABLES)})\b")
_BODY = re.compile(r"^create or replace view [a-z_.]+ as$", re.M)


def narrow_labels(con: duckdb.DuckDBPyConnection, tables: Sequence[str] = TABLES) -> None:
    """Make `wanted_current_annotations`, `_topics`, `_stances`, `_places`: core.current_* of some texts, as now.

    These texts stand in the temporary table `texts_wanted(text_id)`; what is made is temporary, too. Stances are worked
    out from annotations, which `tables` then must have, too.
    """
    for table in tables:
        con.execute(sql_text("statements", "narrow_rows").format(table=table))
    for table in tables:
        body = _TABLE.sub(r"wanted_\1", _body(f"core.current_{table}"))
        con.execute(f"create or replace temp view wanted_current_{table} as {body}")


def narrow_stories(con: duckdb.DuckDBPyConnection) -> None:
    """Make `stories_to_see`: core.story_texts of the texts of `current_to_see`, which `texts_wanted` must have, too."""
    narrow_labels(con, ("annotations",))
    body = _body("core.story_texts").replace("core.current_annotations", "wanted_current_annotations")
    body = body.replace("core.current_texts", "current_to_see")
    con.execute(f"create or replace temp view stories_to_see as {body}")


def _body(view: str) -> str:
    return _BODY.split(sql_text("views", view))[1]
