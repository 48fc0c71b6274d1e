"""Dư luận về một chính sách: how the press stands toward one policy, named by its words, and the sentences that say so.

Reads the published copy only. Open with `marimo run notebooks/du_luan_chinh_sach.py`; the copy is DIEMTIN_HOME/published.
"""

import marimo

app = marimo.App(width="medium", app_title="Dư luận về một chính sách")


@app.cell
def _():
    import marimo as mo

    from flows import notebooks
    from flows.charts import by_day, stacked
    from flows.wording import topic_name

    return by_day, mo, notebooks, stacked, topic_name


@app.cell
def _(mo, notebooks):
    why = notebooks.missing()
    mo.stop(why is not None, mo.md(f"# Dư luận về một chính sách\n\n{why}"))
    ready = True
    return (ready,)


@app.cell
def _(mo, notebooks, ready):
    mo.stop(not ready)
    words = mo.ui.text(value="bảo hiểm xã hội", label="Chính sách (cụm từ trong tiêu đề hoặc sapo)", full_width=True)
    length = mo.ui.dropdown(notebooks.SPANS, value="30 ngày", label="Thời gian")
    mo.vstack([mo.md("# Dư luận về một chính sách"), mo.hstack([words, length], widths=[3, 1])])
    return length, words


@app.cell
def _(length, mo, notebooks, words):
    first, last = notebooks.span(length.value)
    asked = {"first": first, "last": last, "words": words.value.strip()}
    days = notebooks.ask("notebook_policy_days", **asked) if asked["words"] else []
    total = sum(row["tin"] for row in days)
    told = f"**{total} tin** từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}; tin đăng lại chỉ đếm một lần."
    nothing = "Không có tin nào về lao động, công đoàn mang cụm từ này trong thời gian ấy. Thử cụm từ ngắn hơn."
    mo.md(told if total else nothing)
    return asked, days, total


@app.cell
def _(by_day, days, mo, notebooks, total):
    mo.stop(not total)
    notebooks.chart(by_day(days, value="tin", day="ngày", part="thái độ", title="Thái độ với chính sách theo ngày"))
    return


@app.cell
def _(asked, mo, notebooks, stacked, total):
    mo.stop(not total)
    outlets = notebooks.ask("notebook_policy_outlets", **asked)
    names = list(dict.fromkeys(row["báo"] for row in outlets))[:15]
    notebooks.chart(
        stacked(
            [row for row in outlets if row["báo"] in names],
            value="tin",
            name="báo",
            part="thái độ",
            title="Thái độ của từng cơ quan báo chí, viết nhiều đứng trước",
        )
    )
    return


@app.cell
def _(asked, mo, notebooks, total):
    mo.stop(not total)
    sentences = notebooks.ask("notebook_policy_words", **asked)
    mo.vstack(
        [
            mo.md("## Câu quyết định\nCâu mà mô hình dựa vào, phê phán đứng trước; nhãn chưa chắc chắn không nêu."),
            notebooks.table(sentences, "câu quyết định", "tiêu đề", page_size=10),
        ]
    )
    return


@app.cell
def _(asked, mo, notebooks, total):
    mo.stop(not total)
    stories = notebooks.ask("notebook_policy_stories", **asked)
    mo.vstack(
        [
            mo.md("## Câu chuyện được kể rộng nhất"),
            notebooks.table(stories, "câu chuyện"),
        ]
    )
    return


@app.cell
def _(asked, mo, notebooks, topic_name):
    said = [
        {"chủ đề": topic_name(row["topic"])} | {name: row[name] for name in row if name != "topic"}
        for row in notebooks.ask("notebook_policy_opinion", first=asked["first"], last=asked["last"])
    ]
    mo.vstack(
        [
            mo.md(
                "## Người dân bình luận về chính sách\nMọi chính sách, theo chủ đề, trong các tuần ấy; chỉ có con số, "
                "không giữ tên hay lời của ai."
            ),
            notebooks.table(said) if said else mo.md("Chưa có bình luận nào trong thời gian này."),
        ]
    )
    return


if __name__ == "__main__":
    app.run()
