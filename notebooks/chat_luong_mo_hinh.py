"""Chất lượng mô hình: what the model promised when it was trained, whether it still meets such news, what people corrected.

Reads the published copy only. Open with `marimo run notebooks/chat_luong_mo_hinh.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="Chất lượng mô hình")


@app.cell
def _():
    import marimo as mo

    from flows import notebooks
    from flows.charts import lines
    from flows.modelview import FIELD_NAMES, promises
    from flows.wording import number

    return FIELD_NAMES, lines, mo, notebooks, number, promises


@app.cell
def _(mo, notebooks):
    why = notebooks.missing()
    mo.stop(why is not None, mo.md(f"# Chất lượng mô hình\n\n{why}"))
    ready = True
    return (ready,)


@app.cell
def _(mo, notebooks, number, promises):
    card = promises()
    mo.vstack(
        [
            mo.md(
                "# Chất lượng mô hình\n"
                f"Mô hình đi kèm chương trình `{card.model_id}`, học từ {number(card.articles)} bài đã gắn nhãn. "
                "Nhãn học do một mô hình ngôn ngữ đặt, nên các số này là mức trùng với nó, chưa phải với người đọc."
            ),
            mo.md(
                "## Lời hứa khi huấn luyện\nĐo trên bài mô hình chưa thấy. “Sàn” là mức không bản nào được thấp hơn."
            ),
            notebooks.table(list(card.rows)),
        ]
    )
    return


@app.cell
def _(mo, notebooks, number, ready):
    mo.stop(not ready)
    months = notebooks.ask("notebook_model_months")
    judged = sum(row["tin"] for row in months)
    mo.stop(not judged, mo.md("Chưa bài nào được gắn nhãn. Chạy `diemtin annotate` rồi `diemtin publish`."))
    mo.md(f"## Với tin của kho này\n{number(judged)} bài đã gắn nhãn, trong {len(months)} tháng.")
    return (months,)


@app.cell
def _(lines, mo, months, notebooks):
    measures = (
        "liên quan",
        "độ chắc khi xét liên quan",
        "chưa rõ thái độ với công đoàn",
        "không xếp được chủ đề",
    )
    points = [
        {"tháng": row["tháng"], "thước đo": name, "mức": row[name]}
        for row in months
        for name in measures
        if row[name] is not None
    ]
    mo.vstack(
        [
            notebooks.chart(
                lines(points, value="mức", month="tháng", part="thước đo", title="Mô hình có còn hợp với tin mới?")
            ),
            mo.md(
                "Đường nào đổi hẳn so với các tháng trước là dấu hiệu tin đã khác tin mô hình học: "
                "xem `diemtin drift --month YYYY-MM`."
            ),
        ]
    )
    return


@app.cell
def _(mo, notebooks, ready):
    mo.stop(not ready)
    certainty = notebooks.ask("notebook_model_certainty")
    mo.vstack(
        [
            mo.md(
                "## Mô hình chắc tới đâu\nSố bài theo xác suất liên quan; ở giữa là những bài đáng cho người đọc lại."
            ),
            notebooks.table(certainty),
        ]
    )
    return


@app.cell
def _(FIELD_NAMES, mo, notebooks, ready):
    mo.stop(not ready)
    fields = notebooks.ask("notebook_model_fields")
    rows = [{"nhãn": FIELD_NAMES.get(row["field"], row["field"]), "bài người đã sửa": row["texts"]} for row in fields]
    mo.vstack(
        [
            mo.md("## Người đã sửa"),
            notebooks.table(rows)
            if rows
            else mo.md("Chưa ai sửa nhãn nào. Xuất bài để sửa: `diemtin label export --review`."),
        ]
    )
    return


if __name__ == "__main__":
    app.run()
