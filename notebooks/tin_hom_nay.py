"""Tin hôm nay: what the press wrote about workers and the union on one digest day, each line traceable to its capture.

Reads the published copy only. Open with `marimo edit notebooks/tin_hom_nay.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="Tin hôm nay")


@app.cell
def _():
    import os
    from pathlib import Path

    import marimo as mo

    from flows.wording import topic_name
    from warehouse import db, store

    return Path, db, mo, os, store, topic_name


@app.cell
def _(Path, db, mo, os, store):
    copy = Path(os.environ.get("DIEMTIN_HOME", "var")) / "published" / "diemtin.duckdb"
    mo.stop(not copy.is_file(), mo.md(f"Chưa có bản công bố ở `{copy}`. Chạy `diemtin publish` trước."))

    def ask(name, **parameters):
        with db.reader(copy) as con:
            return store.query(con, name, **parameters)

    days = [row["digest_date"] for row in ask("notebook_days")]
    mo.stop(not days, mo.md("Chưa có tin nào trong kho."))
    return ask, days


@app.cell
def _(days, mo):
    day = mo.ui.dropdown({f"{one:%d/%m/%Y}": one for one in days}, value=f"{days[0]:%d/%m/%Y}", label="Ngày điểm tin")
    mo.vstack([mo.md("# Tin hôm nay"), day])
    return (day,)


@app.cell
def _(ask, day, mo):
    totals = ask("notebook_totals", day=day.value)[0]
    mo.hstack(
        [
            mo.stat(totals["articles"], label="tin thu được"),
            mo.stat(totals["relevant_articles"], label="về lao động, công đoàn"),
            mo.stat(totals["union_articles"], label="về công đoàn"),
            mo.stat(totals["outlets"], label="cơ quan báo chí có tin"),
        ],
        justify="start",
    )
    return


@app.cell
def _(ask, day, mo, topic_name):
    news = [{**row, "chủ đề": ", ".join(map(topic_name, row["chủ đề"]))} for row in ask("notebook_news", day=day.value)]
    mo.vstack(
        [
            mo.md("## Tin liên quan, mới nhất trước"),
            mo.ui.table(
                news,
                selection=None,
                page_size=20,
                show_column_summaries=False,
                wrapped_columns=["tiêu đề", "chủ đề", "câu quyết định"],
            ),
        ]
    )
    return


@app.cell
def _(ask, day, mo):
    stances = ask("notebook_stances", day=day.value)
    mo.vstack(
        [
            mo.md("## Thái độ theo đối tượng\nTin đăng lại chỉ đếm một lần; nhãn mô hình chưa chắc chắn không đếm."),
            mo.ui.table(stances, selection=None, show_column_summaries=False),
        ]
    )
    return


@app.cell
def _(ask, day, mo):
    coverage = ask("notebook_coverage", day=day.value)
    mo.vstack(
        [
            mo.md("## Phủ sóng: từng cơ quan báo chí"),
            mo.ui.table(coverage, selection=None, page_size=20, show_column_summaries=False),
        ]
    )
    return


if __name__ == "__main__":
    app.run()
