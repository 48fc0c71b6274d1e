"""Chiến dịch: whether the press carries the union's campaigns, how fast, where, and in whose words.

Reads the published copy only. Open with `marimo run notebooks/chien_dich.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="Chiến dịch")


@app.cell
def _():
    import marimo as mo

    from flows import notebooks
    from flows.charts import by_day, tile_map

    return by_day, mo, notebooks, tile_map


@app.cell
def _(mo, notebooks):
    why = notebooks.missing("campaigns")
    mo.stop(why is not None, mo.md(f"# Chiến dịch\n\n{why}"))
    campaigns = notebooks.ask("notebook_campaigns")
    mo.stop(
        not campaigns, mo.md("# Chiến dịch\n\nChưa có tin nào gọi tên một chiến dịch, và chưa kế hoạch nào đặt ra.")
    )
    listed = [
        {"chiến dịch": row["name"], **{key: row[key] for key in row if key not in ("campaign", "name")}}
        for row in campaigns
    ]
    mo.vstack(
        [
            mo.md(
                "# Chiến dịch\nBài “có thể thuộc” nói cùng việc mà không gọi tên chiến dịch; không cộng vào số nào khác."
            ),
            notebooks.table(listed, "chiến dịch"),
        ]
    )
    return (campaigns,)


@app.cell
def _(campaigns, mo):
    named = {f"{row['name']} ({row['bài']} bài)": row["campaign"] for row in campaigns}
    chosen = mo.ui.dropdown(named, value=next(iter(named)), label="Xem kỹ")
    chosen
    return (chosen,)


@app.cell
def _(by_day, chosen, mo, notebooks):
    days = notebooks.ask("notebook_campaign_days", campaign=chosen.value)
    mo.stop(not days, mo.md("Chưa bài nào gọi tên chiến dịch này."))
    notebooks.chart(by_day(days, value="bài", day="ngày", part=None, title="Số bài mỗi ngày"))
    return


@app.cell
def _(chosen, mo, notebooks, tile_map):
    places = {
        row["province"]: row["articles"] for row in notebooks.ask("notebook_campaign_places", campaign=chosen.value)
    }
    mo.stop(not places)
    notebooks.chart(tile_map(places, 34, title=f"Chiến dịch được kể ở {len(places)}/34 tỉnh, thành"))
    return


@app.cell
def _(chosen, mo, notebooks):
    messages = notebooks.ask("notebook_campaign_messages", campaign=chosen.value)
    mo.vstack(
        [
            mo.md(
                "## Thông điệp của kế hoạch trong bài báo\nCâu nào của báo mang thông điệp, nguyên văn hay theo cách khác."
            ),
            notebooks.table(messages, "thông điệp", "câu trong bài", page_size=10),
        ]
    )
    return


if __name__ == "__main__":
    app.run()
