"""So sánh cơ quan báo chí: how much each outlet writes about workers and the union, of its own, on what, in which tone.

Reads the published copy only. Open with `marimo run notebooks/so_sanh_bao.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="So sánh cơ quan báo chí")


@app.cell
def _():
    import marimo as mo

    from flows import notebooks
    from flows.charts import heat, stacked
    from flows.wording import TARGET_NAMES, topic_name

    return TARGET_NAMES, heat, mo, notebooks, stacked, topic_name


@app.cell
def _(mo, notebooks):
    why = notebooks.missing()
    mo.stop(why is not None, mo.md(f"# So sánh cơ quan báo chí\n\n{why}"))
    ready = True
    return (ready,)


@app.cell
def _(TARGET_NAMES, mo, notebooks, ready):
    mo.stop(not ready)
    length = mo.ui.dropdown(notebooks.SPANS, value="30 ngày", label="Thời gian")
    target = mo.ui.dropdown(
        {name: code for code, name in TARGET_NAMES.items()}, value=TARGET_NAMES["cong_doan"], label="Thái độ với"
    )
    mo.vstack([mo.md("# So sánh cơ quan báo chí"), mo.hstack([length, target], justify="start")])
    return length, target


@app.cell
def _(length, mo, notebooks):
    first, last = notebooks.span(length.value)
    outlets = notebooks.ask("notebook_compare", first=first, last=last)
    mo.vstack(
        [
            mo.md(f"## Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}\n“Đăng lại” là tin chép lời của báo khác."),
            notebooks.table(outlets),
        ]
    )
    return first, last, outlets


@app.cell
def _(first, last, mo, notebooks, stacked, target):
    stances = notebooks.ask("notebook_compare_stances", first=first, last=last, target=target.value)
    names = list(dict.fromkeys(row["báo"] for row in stances))[:20]
    mo.stop(not names, mo.md(f"Không báo nào tỏ thái độ với {target.selected_key.lower()} trong thời gian này."))
    notebooks.chart(
        stacked(
            [row for row in stances if row["báo"] in names],
            value="tin",
            name="báo",
            part="thái độ",
            title=f"Thái độ với {target.selected_key.lower()}, tin tự viết",
        )
    )
    return


@app.cell
def _(first, heat, last, mo, notebooks, outlets, topic_name):
    shown = {row["cơ quan báo chí"] for row in outlets[:20]}
    topics = [
        {"báo": row["báo"], "chủ đề": topic_name(row["code"]), "tin": row["tin"]}
        for row in notebooks.ask("notebook_compare_topics", first=first, last=last)
        if row["báo"] in shown
    ]
    mo.stop(not topics)
    notebooks.chart(heat(topics, value="tin", x="chủ đề", y="báo", title="Báo nào viết về chủ đề gì"))
    return


if __name__ == "__main__":
    app.run()
