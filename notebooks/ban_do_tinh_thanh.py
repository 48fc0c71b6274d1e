"""Bản đồ tỉnh thành: where the news about workers and the union happens, on the map of 34 provinces and on that of 63.

Reads the published copy only. Open with `marimo run notebooks/ban_do_tinh_thanh.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="Bản đồ tỉnh thành")


@app.cell
def _():
    import marimo as mo

    from flows import notebooks
    from flows.charts import tile_map
    from flows.wording import TOPIC_NAMES

    return TOPIC_NAMES, mo, notebooks, tile_map


@app.cell
def _(mo, notebooks):
    why = notebooks.missing()
    mo.stop(why is not None, mo.md(f"# Bản đồ tỉnh thành\n\n{why}"))
    ready = True
    return (ready,)


@app.cell
def _(TOPIC_NAMES, mo, notebooks, ready):
    mo.stop(not ready)
    units = mo.ui.radio(
        {"34 tỉnh, thành (từ 01/7/2025)": 34, "63 tỉnh, thành (trước đó)": 63},
        value="34 tỉnh, thành (từ 01/7/2025)",
        inline=True,
    )
    length = mo.ui.dropdown(notebooks.SPANS, value="30 ngày", label="Thời gian")
    topics = {"mọi chủ đề": "", **{name: code for code, name in TOPIC_NAMES.items()}}
    topic = mo.ui.dropdown(topics, value="mọi chủ đề", label="Chủ đề")
    mo.vstack([mo.md("# Bản đồ tỉnh thành"), units, mo.hstack([length, topic], justify="start")])
    return length, topic, units


@app.cell
def _(length, mo, notebooks, tile_map, topic, units):
    first, last = notebooks.span(length.value)
    name = "notebook_places_34" if units.value == 34 else "notebook_places"
    asked = {"first": first, "last": last, "topic": topic.value}
    counts = {row["province"]: row["articles"] for row in notebooks.ask(name, **asked)}
    mo.vstack(
        [
            mo.md(
                f"Số tin từ {first:%d/%m/%Y} đến {last:%d/%m/%Y} có sự việc ở tỉnh, thành ấy; một tin có thể kể nhiều nơi. "
                "Mỗi ô là một tỉnh, thành, đặt gần đúng chỗ trên bản đồ."
            ),
            notebooks.chart(tile_map(counts, units.value, title=f"{len(counts)}/{units.value} tỉnh, thành có tin")),
        ]
    )
    return asked, counts


@app.cell
def _(counts, mo):
    mo.stop(not counts, mo.md("Chưa tin nào trong thời gian này nói rõ tỉnh, thành."))
    province = mo.ui.dropdown(list(counts), value=next(iter(counts)), label="Tin của")
    province
    return (province,)


@app.cell
def _(asked, mo, notebooks, province):
    news = notebooks.ask("notebook_place_news", province=province.value, **asked)
    notebooks.table([{name: row[name] for name in row if name != "news_at"} for row in news], "tiêu đề", page_size=10)
    return


if __name__ == "__main__":
    app.run()
