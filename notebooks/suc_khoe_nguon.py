"""Sức khỏe nguồn tin: which outlets answer, which fell silent, and since when.

Reads the published copy only. Open with `marimo run notebooks/suc_khoe_nguon.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="Sức khỏe nguồn tin")


@app.cell
def _():
    import marimo as mo

    from flows import notebooks
    from flows.causes import advice, cause_name
    from flows.charts import heat
    from flows.wording import failure

    return advice, cause_name, failure, heat, mo, notebooks


@app.cell
def _(mo, notebooks):
    why = notebooks.missing()
    mo.stop(why is not None, mo.md(f"# Sức khỏe nguồn tin\n\n{why}"))
    ready = True
    return (ready,)


@app.cell
def _(failure, mo, notebooks, ready):
    mo.stop(not ready)
    outlets = [
        {name: row[name] for name in row if name != "reason"}
        | {"vì sao": failure(row["reason"]) if row["tình trạng"] == "đang lỗi" else ""}
        for row in notebooks.ask("notebook_health")
    ]
    asked = [row for row in outlets if row["tình trạng"] != "chưa hỏi"]
    mo.vstack(
        [
            mo.md("# Sức khỏe nguồn tin"),
            mo.hstack(
                [
                    mo.stat(sum(row["tình trạng"] == "bình thường" for row in asked), label="bình thường"),
                    mo.stat(sum(row["tình trạng"] == "im lặng" for row in asked), label="im lặng quá 3 ngày"),
                    mo.stat(sum(row["tình trạng"] == "đang lỗi" for row in asked), label="đang lỗi"),
                    mo.stat(len(outlets) - len(asked), label="chưa hỏi lần nào"),
                ],
                justify="start",
            ),
            notebooks.table(outlets, "vì sao"),
        ]
    )
    return


@app.cell
def _(advice, cause_name, mo, notebooks, ready):
    mo.stop(not ready)
    incidents = [
        {
            "cơ quan báo chí": row.pop("cơ quan báo chí"),
            "sự cố": cause_name(row["cause"]),
            "nên làm": advice(row["cause"]).replace("`", "") if row["trở lại lúc"] == "chưa hết" else "",
        }
        | {name: row[name] for name in row if name != "cause"}
        for row in notebooks.ask("notebook_incidents")
    ]
    mo.vstack(
        [
            mo.md("## Sự cố 90 ngày qua\nSự cố chưa hết đứng trước; việc nên làm chỉ ghi ở những sự cố ấy."),
            notebooks.table(incidents, "sự cố", "nên làm") if incidents else mo.md("Không có sự cố nào."),
        ]
    )
    return


@app.cell
def _(mo, notebooks, ready):
    mo.stop(not ready)
    length = mo.ui.dropdown(
        {name: days for name, days in notebooks.SPANS.items() if days <= 90}, value="30 ngày", label="Thời gian"
    )
    length
    return (length,)


@app.cell
def _(heat, length, mo, notebooks):
    first, last = notebooks.span(length.value)
    given = notebooks.ask("notebook_health_days", first=first, last=last)
    mo.stop(not given, mo.md("Chưa có lần hỏi nào trong thời gian này."))
    mo.vstack(
        [
            mo.md("## Mỗi ngày mỗi báo cho bao nhiêu tin\nÔ trống giữa hàng là một ngày không đọc được tin nào."),
            notebooks.chart(
                heat(
                    given,
                    value="tin",
                    x="ngày",
                    y="báo",
                    days=True,
                    title=f"Tin thu được, {first:%d/%m} đến {last:%d/%m/%Y}",
                )
            ),
        ]
    )
    return


if __name__ == "__main__":
    app.run()
