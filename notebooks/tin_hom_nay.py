"""Tin hôm nay: what the press wrote about workers and the union on one digest day, each line traceable to its capture.

Reads the published copy only. Open with `marimo edit notebooks/tin_hom_nay.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="Tin hôm nay")


@app.cell
def _():
    import marimo as mo

    from flows import notebooks
    from flows.wording import topic_name

    return mo, notebooks, topic_name


@app.cell
def _(mo, notebooks):
    why = notebooks.missing()
    mo.stop(why is not None, mo.md(f"# Tin hôm nay\n\n{why}"))
    days = [row["digest_date"] for row in notebooks.ask("notebook_days")]
    return (days,)


@app.cell
def _(days, mo):
    day = mo.ui.dropdown({f"{one:%d/%m/%Y}": one for one in days}, value=f"{days[0]:%d/%m/%Y}", label="Ngày điểm tin")
    mo.vstack([mo.md("# Tin hôm nay"), day])
    return (day,)


@app.cell
def _(day, mo, notebooks):
    totals = notebooks.ask("notebook_totals", day=day.value)[0]
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
def _(day, mo, notebooks, topic_name):
    news = [
        {**row, "chủ đề": ", ".join(map(topic_name, row["chủ đề"]))}
        for row in notebooks.ask("notebook_news", day=day.value)
    ]
    mo.vstack(
        [
            mo.md("## Tin liên quan, mới nhất trước"),
            notebooks.table(news, "tiêu đề", "chủ đề", "câu quyết định"),
        ]
    )
    return


@app.cell
def _(day, mo, notebooks):
    stances = notebooks.ask("notebook_stances", day=day.value)
    mo.vstack(
        [
            mo.md("## Thái độ theo đối tượng\nTin đăng lại chỉ đếm một lần; nhãn mô hình chưa chắc chắn không đếm."),
            notebooks.table(stances),
        ]
    )
    return


@app.cell
def _(day, mo, notebooks):
    coverage = notebooks.ask("notebook_coverage", day=day.value)
    mo.vstack(
        [
            mo.md("## Phủ sóng: từng cơ quan báo chí"),
            notebooks.table(coverage),
        ]
    )
    return


if __name__ == "__main__":
    app.run()
