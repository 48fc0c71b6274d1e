"""Kế hoạch: what the communication plans asked of a month or quarter, clause by clause, and the counters beside coverage.

Reads the published copy only. Open with `marimo edit notebooks/ke_hoach.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="Kế hoạch truyền thông")


@app.cell
def _():
    import os
    from pathlib import Path

    import altair as alt
    import marimo as mo

    from flows.compliance import STATE_NAMES
    from warehouse import db, store

    return Path, STATE_NAMES, alt, db, mo, os, store


@app.cell
def _(Path, db, mo, os, store):
    copy = Path(os.environ.get("DIEMTIN_HOME", "var")) / "published" / "diemtin.duckdb"
    mo.stop(not copy.is_file(), mo.md(f"Chưa có bản công bố ở `{copy}`. Chạy `diemtin publish` trước."))

    def ask(name, **parameters):
        with db.reader(copy) as con:
            return store.query(con, name, **parameters)

    reports = {
        f"{row['report_id']} (tin đến {row['last_date']:%d/%m/%Y})": row["report_id"] for row in ask("notebook_reports")
    }
    mo.stop(
        not reports, mo.md("Chưa có báo cáo nào. Chạy `diemtin plan report --month 2026-08` rồi `diemtin publish`.")
    )
    return ask, reports


@app.cell
def _(mo, reports):
    report = mo.ui.dropdown(reports, value=next(iter(reports)), label="Báo cáo")
    mo.vstack([mo.md("# Thực hiện kế hoạch truyền thông"), report])
    return (report,)


@app.cell
def _(STATE_NAMES, alt, ask, mo, report):
    states = [{**row, "kết quả": STATE_NAMES[row["kết quả"]]} for row in ask("notebook_states", report_id=report.value)]
    bars = (
        alt.Chart(alt.Data(values=states))
        .mark_bar()
        .encode(
            x=alt.X("số dòng:Q", title="số dòng của kế hoạch"),
            y=alt.Y("kế hoạch:N", title=None),
            color=alt.Color("kết quả:N", title="kết quả", sort=list(STATE_NAMES.values())),
            tooltip=["kế hoạch:N", "kết quả:N", "số dòng:Q"],
        )
        .properties(height=90)
    )
    mo.vstack([mo.md("## Tổng quát"), bars])
    return


@app.cell
def _(STATE_NAMES, ask, mo, report):
    clauses = [
        {**row, "kết quả": STATE_NAMES[row["kết quả"]]} for row in ask("notebook_compliance", report_id=report.value)
    ]
    mo.vstack(
        [
            mo.md("## Từng dòng\n“Không đo được”: báo chí không cho thấy, hoặc nguồn không đọc được trong kỳ."),
            mo.ui.table(
                clauses,
                selection=None,
                page_size=20,
                show_column_summaries=False,
                wrapped_columns=["nội dung", "đo được", "căn cứ", "vì sao, giới hạn"],
            ),
        ]
    )
    return


@app.cell
def _(alt, ask, mo):
    counters = [{**row, "ngày": row["ngày"].isoformat()} for row in ask("notebook_counters")]
    mo.stop(not counters, mo.md("## Số đếm hằng ngày\nChưa có số đếm nào: nạp bằng `diemtin series import TỆP.csv`."))
    base = alt.Chart(alt.Data(values=counters)).encode(x=alt.X("ngày:T", title="ngày"))
    value = base.mark_line(color="#0b4a86").encode(y=alt.Y("giá trị:Q", title="số đếm"))
    articles = base.mark_bar(opacity=0.4, color="#7a4a00").encode(y=alt.Y("số bài:Q", title="số bài của chiến dịch"))
    both = alt.layer(articles, value).resolve_scale(y="independent").facet(row=alt.Row("số đếm:N", title=None))
    mo.vstack([mo.md("## Số đếm hằng ngày, cạnh số bài của chiến dịch"), both])
    return


if __name__ == "__main__":
    app.run()
