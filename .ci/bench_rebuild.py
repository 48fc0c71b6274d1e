"""Rebuild of 100,000 articles equals the warehouse that grew run by run, row for row; how fast both go.

The press is made up here: sentences from a vocabulary, 5 of 100 articles on labour, some told again by another outlet,
some fetched twice, some changed between two fetches. `bench_rebuild.py 20000` makes fewer.
"""

import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

import duckdb  # noqa: E402

from crawlers.landing import Fetch, RunWriter, make_run_id  # noqa: E402
from flows import steps  # noqa: E402
from flows.home import Home, open_home  # noqa: E402
from flows.settings import Settings  # noqa: E402

ARTICLES, RUNS, LABOUR = 100_000, 50, 0.05
START = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
OUTLETS = tuple(f"bao{number:02}" for number in range(20))
HEADERS = (("Content-Type", "text/html; charset=utf-8"),)
WHO = {
    True: ("công nhân", "đoàn viên công đoàn", "người lao động", "công đoàn cơ sở", "Liên đoàn Lao động tỉnh"),
    False: ("người dân", "đội tuyển", "nhà đầu tư", "sinh viên", "du khách", "nông dân", "cầu thủ", "khán giả"),
}
DOES = {
    True: ("thương lượng", "đề nghị tăng", "ký thỏa ước về", "ngừng việc vì", "được hỗ trợ", "khiếu nại về"),
    False: ("háo hức chờ", "quan tâm tới", "bàn về", "chứng kiến", "mua sắm", "đón nhận", "theo dõi"),
}
WHAT = {
    True: ("tiền lương", "bữa ăn ca", "bảo hiểm xã hội", "giờ làm thêm", "nhà ở công nhân", "an toàn lao động"),
    False: ("trận chung kết", "giá vàng", "lễ hội", "mùa lúa", "phim mới", "chứng khoán", "kỳ thi", "mưa lũ"),
}
WHERE = ("Bình Dương", "Hải Phòng", "Đồng Nai", "Nghệ An", "Hà Nội", "Cần Thơ", "Bắc Ninh", "Đà Nẵng", "Quảng Ninh")
SYLLABLES = tuple(
    a + b + c for a in ("b", "ch", "d", "h", "kh", "l", "m", "th", "tr") for b in "aêơu" for c in ("", "n")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of the made-up press."""

    outlet: str
    number: int
    title: str
    sapo: str
    paragraphs: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"https://{self.outlet}.example/tin-trong-ngay-{self.number:09}.html"


def sentence(chance: random.Random, labour: bool) -> str:
    """One sentence on labour or on something else, with names that nobody bears."""
    name = " ".join(word.title() for word in chance.choices(SYLLABLES, k=3))
    parts = (chance.choice(WHO[labour]), chance.choice(DOES[labour]), chance.choice(WHAT[labour]))
    return f"{' '.join(parts).capitalize()} {name} tại {chance.choice(WHERE)}, {chance.randrange(2, 900)} lượt."


def piece(chance: random.Random, number: int) -> Piece:
    """One article of about 250 words."""
    labour = chance.random() < LABOUR
    lines = tuple(" ".join(sentence(chance, labour) for _ in range(3)) for _ in range(5))
    return Piece(chance.choice(OUTLETS), number, sentence(chance, labour).rstrip("."), sentence(chance, labour), lines)


def page(one: Piece, at: datetime) -> bytes:
    """The page of an article, in the markup of a family that layouts know."""
    text = "".join(f"<p>{line}</p>" for line in one.paragraphs)
    stamp = f'<meta property="article:published_time" content="{at.isoformat()}">'
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{one.title}</title>{stamp}</head><body>'
        f'<h1 class="article-detail-title">{one.title}</h1><div class="article-detail-desc">{one.sapo}</div>'
        f'<div class="__MASTERCMS_CONTENT">{text}</div></body></html>'
    ).encode()


def told_again(chance: random.Random, one: Piece, number: int) -> Piece:
    """Another outlet's reprint, or the same article with one more paragraph."""
    if chance.random() < 0.5:
        return Piece(chance.choice(OUTLETS), number, one.title, one.sapo, one.paragraphs)
    return Piece(one.outlet, one.number, one.title, one.sapo, (*one.paragraphs, "Tin được cập nhật thêm trong ngày."))


def pieces(chance: random.Random, articles: int) -> Iterator[Piece]:
    """The articles in the order of the crawl, 8 of 100 of them told or fetched again."""
    recent: list[Piece] = []
    for number in range(articles):
        again = recent and chance.random() < 0.08
        one = told_again(chance, chance.choice(recent), number) if again else piece(chance, number)
        recent = [*recent[-50:], one]
        yield one
        if chance.random() < 0.02:
            yield one


def land(home: Home, press: list[Piece], begun: datetime, number: int) -> None:
    """One crawl as the crawler lands it."""
    with RunWriter(home.landed, make_run_id(begun, f"{number:06x}"), "crawl") as writer:
        for place, one in enumerate(press):
            at = begun + timedelta(seconds=place)
            fetch = Fetch(one.outlet, "page", one.url, at, one.url, 200)
            writer.land(fetch, HEADERS, page(one, at - timedelta(minutes=10)))


def outlets(folder: Path) -> Path:
    """The files of the made-up outlets."""
    folder.mkdir()
    for name in OUTLETS:
        (folder / f"{name}.toml").write_text(
            f'id = "{name}"\nname = "Báo {name}"\nkind = "central"\nowner = "Cơ quan {name}"\n'
            f'homepage = "https://{name}.example/"\nhosts = ["{name}.example"]\n'
            f'feeds = [{{ url = "https://{name}.example/rss" }}]\n[[layouts]]\nfamily = "mastercms"\n',
            encoding="utf-8",
        )
    return folder


def grow(home: Home, settings: Settings, articles: int) -> tuple[float, float]:
    """Land, load and label run by run; gives the seconds of landing and of all the rest."""
    press = list(pieces(random.Random(7), articles))  # noqa: S311 - made-up news, no secret
    size, landing, rest = len(press) // RUNS + 1, 0.0, 0.0
    for number in range(RUNS):
        begun = time.perf_counter()
        land(home, press[number * size : (number + 1) * size], START + timedelta(hours=12 * number), number)
        landing += time.perf_counter() - begun
        begun = time.perf_counter()
        steps.load_step(home, settings)
        steps.annotate_step(home)
        rest += time.perf_counter() - begun
        print(f"rebuild: {number + 1}/{RUNS} runs grown in {rest:.0f} s", file=sys.stderr)  # noqa: T201
    return landing, rest


def differences(left: Path, right: Path) -> dict[str, int]:
    """Rows that only one of two warehouses has, by table."""
    with duckdb.connect() as con:
        con.execute(f"attach '{left}' as l (read_only); attach '{right}' as r (read_only)")
        names = con.execute(
            "select distinct schema_name || '.' || table_name from duckdb_tables()"
            " where database_name in ('l', 'r') and schema_name in ('raw', 'core') order by 1"
        ).fetchall()
        found = {name: _apart(con, name) for (name,) in names}
        rows = sum(_count(con, f"l.{name}") for (name,) in names)
    print(f"rebuild: {len(found)} tables of {rows} rows compared", file=sys.stderr)  # noqa: T201
    return {name: apart for name, apart in found.items() if apart}


def _apart(con: duckdb.DuckDBPyConnection, name: str) -> int:
    sides = (f"(from l.{name} except all from r.{name})", f"(from r.{name} except all from l.{name})")
    return sum(_count(con, side) for side in sides)


def _count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    return int(con.execute(f"select count(*) from {relation}").fetchall()[0][0])


def main(articles: int) -> int:
    """Print throughput and memory; 1 when any row differs."""
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(Path(folder) / "home")
        settings = Settings(home=home.root, sources_dir=outlets(Path(folder) / "outlets"))
        _, grown = grow(home, settings, articles)
        before = Path(folder) / "before.duckdb"
        shutil.copyfile(home.warehouse, before)
        begun, busy = time.perf_counter(), time.process_time()
        loaded = steps.rebuild_step(home, settings)
        seconds, busy = time.perf_counter() - begun, time.process_time() - busy
        apart = differences(before, home.warehouse)
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(  # noqa: T201
        f"rebuild: {articles} articles in {RUNS} runs: grown {articles / grown:.0f}/s, rebuilt"
        f" {articles / seconds:.0f}/s ({seconds:.0f} s, {loaded.versions} wordings), {articles / busy:.0f}/s of"
        f" processor time, {gigabytes:.2f} GB at most;"
        f" rows that differ: {apart or 'none'}"
    )
    return 1 if apart or loaded.broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES))
