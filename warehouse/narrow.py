"""Labels of few texts, people's corrections laid over them: the views of core over the rows of these texts alone.

DuckDB reads all labels of all years through those views, whatever few texts are asked for. The views' own texts are
used, so that both say the same.
"""

import re

import duckdb

from warehouse.sqlfiles import sql_text

_TABLES = ("annotations", "topics", "stances", "places")
_TABLE = re.compile(rf"\bcore\.({'|'.join(_TABLES)})\b")
_BODY = re.compile(r"^create or replace view [a-z_.]+ as$", re.M)


def narrow_labels(con: duckdb.DuckDBPyConnection) -> None:
    """Make `wanted_current_annotations`, `_topics`, `_stances`, `_places`: core.current_* of some texts, as now.

    These texts stand in the temporary table `texts_wanted(text_id)`; what is made is temporary, too.
    """
    for table in _TABLES:
        con.execute(sql_text("statements", "narrow_rows").format(table=table))
    for table in _TABLES:
        body = _BODY.split(sql_text("views", f"core.current_{table}"))[1]
        body = _TABLE.sub(r"wanted_\1", body)
        con.execute(f"create or replace temp view wanted_current_{table} as {body}")
