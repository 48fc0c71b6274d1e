"""What happens to a warehouse from day to day, drawn at random: news, second thoughts, deletions.

`python -m tests.warehouse.changing 200 [SEED]` publishes after each of so many rounds and compares with a whole copy.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from flows.corrections import Correction
from flows.entities import QuoteRow
from tests.warehouse.alike import differences
from tests.warehouse.rows import START, RunRows, annotate, code, group, outlet
from warehouse import db, store
from warehouse.copies import fill
from warehouse.db import Connection
from warehouse.texts import archive_month, texts_folder

SUBJECTS = ("Công nhân ngừng việc", "Công đoàn đòi tăng lương", "Nợ lương công nhân", "Bóng đá tối nay", "Giá vàng")
WORDS = ("công", "nhân", "đoàn", "nợ", "lương", "tối", "vàng", "tăng", "việc")
QUESTIONS = ("công nhân", "cong doan", '"nợ lương"', "title:lương -vàng", "tối from:2026-08-05", "outlet:b công")


class Story:
    """A warehouse that goes on by days; every step is one thing that happens to it."""

    def __init__(self, home: Path, seed: int) -> None:
        """Begin with three outlets and a day of news."""
        self.home, self.random, self.runs, self.day = home, Random(seed), 0, 0
        self.pages: list[tuple[str, str, str, str, datetime | None]] = []
        with db.writer(home) as con:
            store.insert(con, "core.outlets", [outlet("a"), outlet("b", "TLĐ"), outlet("c")])
            self.load(con)

    def step(self) -> list[str]:
        """One to three things happen; gives their names."""
        chosen: list[Callable[[Connection], None]] = self.random.choices(
            [self.load, self.load, self.revise, self.resight, self.correct, self.relabel, self.regroup, self.rename,
             self.wait, self.archive, self.touch, self.capture, self.quote, self.remodel, self.take_down, self.expire],
            k=self.random.randint(1, 3),
        )  # fmt: skip
        for happens in chosen:
            with db.writer(self.home) as con:
                happens(con)
        return [happens.__name__ for happens in chosen]

    def load(self, con: Connection) -> None:
        """A run brings some pages and feeds, most of them labelled."""
        run = self._run()
        for _ in range(self.random.randint(1, 6)):
            name, title, body = f"bai-{self.random.randint(0, 10**9)}", *self._words()
            at = self.random.choice([None, run.at - timedelta(hours=self.random.randint(1, 3000))])
            source = self.random.choice("abc")
            if self.random.random() < 0.4:
                run.feed(source, (name, title))
            self.pages.append((source, name, title, body, at))
            run.page(*self.pages[-1])
        run.store(con)
        for one in run.versions:
            if self.random.random() < 0.9:
                self._label(con, one.text_id)

    def revise(self, con: Connection) -> None:
        """A page of a known article has other words now."""
        for url, source, title in self._some(con, "select url, source_id, title from core.article_versions"):
            run = self._run()
            run.page(source, url.rpartition("/")[2], title, self._words()[1], run.at)
            run.store(con)

    def resight(self, con: Connection) -> None:
        """A run that is older than all others comes in late, with a page that is known."""
        self.runs += 1
        run = RunRows(f"dot-{self.runs}", START - timedelta(days=self.runs))
        run.page(*self.random.choice(self.pages))
        run.store(con)

    def correct(self, con: Connection) -> None:
        """A person says that a text is not relevant, or sees it otherwise."""
        for text in self._texts(con):
            field, value = self.random.choice([("relevance", "0"), ("relevance", "2"), ("stance_cong_doan", "favor")])
            name = f"s{self.random.randint(0, 10**9)}"
            said = (START + timedelta(days=self.day)).isoformat()
            store.insert(con, "core.corrections", [Correction(name, text, field, value, None, None, "Lan", said)])

    def relabel(self, con: Connection) -> None:
        """A text's labels are forgotten and given anew."""
        for text in self._texts(con):
            for table in ("annotations", "topics", "stances", "places"):
                store.sql(con, f"delete from core.{table} where text_id = '{text}'")
            self._label(con, text)

    def regroup(self, con: Connection) -> None:
        """Stories are put together anew."""
        found = [text for (text,) in store.sql(con, "select text_id from core.annotations order by all")[1]]
        rows = [(text, None, f"viec-{self.random.randint(0, 3)}") for text in sorted(set(found))]
        if len(rows) > 1 and self.random.random() < 0.5:
            rows[1] = (rows[1][0], rows[0][0], rows[0][2])
        group(con, *rows)

    def rename(self, con: Connection) -> None:
        """An outlet has another name."""
        store.sql(con, f"update core.outlets set name = 'Báo {self.random.randint(0, 99)}' where source_id = 'b'")

    def wait(self, con: Connection) -> None:
        """Months pass: old bodies that are not relevant are not shown any more."""
        self.day += self.random.choice([1, 60, 100])
        self.load(con)

    def archive(self, con: Connection) -> None:
        """Old bodies go to the archive."""
        months = store.sql(
            con, "select distinct strftime(fetched_at, '%Y-%m') as m from core.article_versions order by m"
        )
        archive_month(con, self.home, self.random.choice(months[1])[0])
        store.sql(con, """
            update core.article_versions set body = ''
            where origin = 'page' and version_id in (select version_id from core.archived_texts)
        """)  # fmt: skip

    def touch(self, con: Connection) -> None:
        """What must never happen: a wording changes under its id."""
        for (version,) in self._some(con, "select version_id from core.article_versions"):
            title, _ = self._words()
            store.sql(con, f"update core.article_versions set title = '{title}' where version_id = '{version}'")

    def capture(self, con: Connection) -> None:
        """Another program has read a run."""
        for (run,) in self._some(con, "select run_id from raw.runs"):
            store.sql(con, f"update raw.runs set extractor_id = 'doc-{self.random.random()}' where run_id = '{run}'")

    def quote(self, con: Connection) -> None:
        """Somebody is quoted."""
        for text in self._texts(con):
            at = self.random.randint(0, 10**6)
            row = QuoteRow(text, "d1", at, "body", 0, 9, "Sẽ đối thoại", "direct", "union", "Chủ tịch", None, 2, 2)
            store.insert(con, "core.quotes", [row])

    def remodel(self, con: Connection) -> None:
        """Another model takes over and has read some texts."""
        store.sql(con, "update core.annotators set active = false")
        for text in [*self._texts(con), *self._texts(con)]:
            self._label(con, text, model=f"may-{self.random.randint(1, 3)}")

    def take_down(self, con: Connection) -> None:
        """An article must not be kept."""
        for (article,) in self._some(con, "select article_id from core.article_versions"):
            self._forget(con, f"article_id = '{article}'")

    def expire(self, con: Connection) -> None:
        """Only the title of an article is kept."""
        found = self._some(con, "select version_id, title from core.article_versions where body <> ''")
        for version, title in found:
            kept = code("expired", version)
            store.sql(con, f"""
                insert into core.article_versions by name
                select * replace ('{kept}' as version_id, '' as body, '{code(title)}' as text_id, 'expired' as method)
                from core.article_versions where version_id = '{version}'
            """)  # fmt: skip
            store.sql(con, f"update core.items set version_id = '{kept}' where version_id = '{version}'")
            self._forget(con, f"version_id = '{version}'")

    def _forget(self, con: Connection, where: str) -> None:
        for table in ("core.items", "core.article_versions"):
            store.sql(con, f"delete from {table} where {where}")

    def _run(self) -> RunRows:
        self.runs += 1
        return RunRows(f"dot-{self.runs}", START + timedelta(days=self.day, minutes=self.random.randint(0, 600)))

    def _words(self) -> tuple[str, str]:
        """A title, and a body with a word that is nowhere else."""
        number = f"{self.random.getrandbits(80):020x}"
        body = " ".join(self.random.choices(WORDS, k=20))
        return self.random.choice(SUBJECTS), f"{body} bí-{number}"

    def _label(self, con: Connection, text: str, *, model: str = "may-1") -> None:
        relevance = self.random.choice([0, 0, 1, 2])
        topics = ("tien_luong", "viec_lam")[: self.random.randint(0, 2)] if relevance else ()
        stance = self.random.choice(["favor", "neutral", "against"]) if relevance else "none"
        annotate(con, text, relevance, topics, stance, model=model)

    def _texts(self, con: Connection) -> list[str]:
        return [text for (text,) in self._some(con, "select distinct text_id from core.article_versions")]

    def _some(self, con: Connection, text: str) -> list[tuple[str, ...]]:
        rows = store.sql(con, f"{text} order by all")[1]
        return [tuple(map(str, row)) for row in self.random.sample(rows, min(len(rows), 2))]


def whole_copy(home: Path, beside: Path) -> Path:
    """A copy of the same warehouse that is made whole, in a home of its own."""
    if texts_folder(home).is_dir():
        shutil.copytree(texts_folder(home), texts_folder(beside))
    with db.writer(beside) as con:
        fill(con, home)
    return db.publish(beside, whole=True)


def answers(copy: Path) -> list[object]:
    """What search finds in a copy."""
    with db.reader(copy) as con:
        return [store.search(con, question) for question in QUESTIONS]


def additions(home: Path) -> int:
    """How often the copy of a home was added to since it was made whole."""
    return int(json.loads((home / ".published.json").read_text(encoding="utf-8"))["additions"])


def attitudes(con: Connection) -> list[tuple[object, ...]]:
    """What mart.stances tells; a copy has no table of them."""
    return store.sql(con, "from mart.stances order by article_id, target")[1]


def check(story: Story, beside: Path) -> list[str]:
    """What the copy of a home tells otherwise than a whole one would, and of attitudes than the warehouse does."""
    copy, whole = db.publish(story.home), whole_copy(story.home, beside)
    wrong = differences(copy, whole)
    with db.writer(story.home) as con, db.reader(copy) as published:
        wrong += ["attitudes are others"] if attitudes(con) != attitudes(published) else []
    return wrong if answers(copy) == answers(whole) else [*wrong, "search answers otherwise"]


def main() -> int:
    """Tell each round; 1 at the first difference."""
    rounds, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder, "one"), seed)
        for number in range(rounds):
            told = ", ".join(story.step())
            with tempfile.TemporaryDirectory() as beside:
                wrong = check(story, Path(beside))
            print(f"{number}: {told}: {additions(story.home)}: {'; '.join(wrong) or 'alike'}", flush=True)  # noqa: T201
            if wrong:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
