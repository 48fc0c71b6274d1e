"""100 desks, each with 300 stories of one day: composed, rendered, kept and put into the outbox.

Bar: 60 s for all of it (of processor time: other programs on the machine don't count). The peer in the same run is the
desk-by-desk way: the same desks composed one after the other, measured on ten of them. News and desks are made up;
behind the day lie 30,000 older articles.
"""

import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))
os.environ["OMP_NUM_THREADS"] = "1"

from crawlers.provinces import SUCCESSOR  # noqa: E402
from flows import sending, steps  # noqa: E402
from flows.deskfiles import desks_of  # noqa: E402
from flows.digest import compose_desks  # noqa: E402
from flows.home import open_home  # noqa: E402
from flows.settings import Settings  # noqa: E402
from flows.wording import TOPIC_NAMES  # noqa: E402
from tests.flows.newsroom import DAY, NEWS, OUTLETS, News, add, fill  # noqa: E402
from warehouse import db, store  # noqa: E402

DESKS, STORIES, OLD, BAR_S, PEERS = 100, 300, 30_000, 60.0, 10
WORDS = sorted({word for one in NEWS for word in one.title.split()})
SOURCES = [outlet.source_id for outlet in OUTLETS][:5]


def news(chance: random.Random) -> Iterator[News]:
    """A day's stories of one to four articles, then what lies behind it."""
    topics, places = [*TOPIC_NAMES], [*SUCCESSOR]
    for story in range(STORIES):
        topic, place, relevance = chance.choice(topics), chance.choice(places), chance.choice((1, 1, 2))
        evidence = " ".join(chance.choices(WORDS, k=22)).capitalize() + "."
        label = chance.choice(("favor", "neutral", "against", "?"))
        for n, source in enumerate(chance.sample(SOURCES, chance.randint(1, 4))):
            title = " ".join(chance.choices(WORDS, k=14)).capitalize()
            yield News(
                f"moi-{story}-{n}", source, title, chance.uniform(0, 23), sapo=" ".join(chance.choices(WORDS, k=45)),
                relevance=relevance, topics=(topic,), stances=(("doanh_nghiep", label, evidence),),
                valence=chance.choice(("pos", "neg", "neu")), provinces=(place,), story=f"s-{story}",
            )  # fmt: skip
    for old in range(OLD):
        title = " ".join(chance.choices(WORDS, k=12)).capitalize()
        hour = -chance.uniform(0, 24 * 90)
        yield News(f"cu-{old}", chance.choice(SOURCES), title, hour, relevance=old % 20 == 0, topics=("viec_lam",))


def desk_files(folder: Path) -> Path:
    """Desks that each hear of all provinces, so that every story has its cause."""
    folder.mkdir()
    for n in range(DESKS):
        (folder / f"ban-{n}.toml").write_text(
            f'name = "Bàn {n}"\nunit = "Bàn {n}"\nlevel = "tinh_nganh"\nprovinces = {json.dumps([*SUCCESSOR])}\n'
            f'recipients = ["ban-{n}@congdoan.example"]\n',
            encoding="utf-8",
        )
    return folder


def main() -> None:
    """Print seconds, the share of each part, and the ratio to the desk-by-desk way."""
    chance = random.Random(5)  # noqa: S311
    with tempfile.TemporaryDirectory() as place:
        home = open_home(Path(place))
        settings = Settings(home=home.root, desks_dir=desk_files(home.root / "desks"))
        desks = desks_of(settings).served()
        with db.writer(home.root) as con:
            fill(con, ())
            add(con, tuple(news(chance)))
            start = time.process_time()
            for desk in desks[:PEERS]:
                compose_desks(con, day=DAY, desks=(desk,), period="day")
            alone = (time.process_time() - start) / PEERS * DESKS
            start = time.process_time()
            compose_desks(con, day=DAY, desks=desks, period="day")
            composed = time.process_time() - start
            ((stories,),) = store.sql(con, "select min(n) from (select count(distinct story_id) as n"
                                           " from core.digest_items group by digest_id)")[1]  # fmt: skip
        begun, start = time.perf_counter(), time.process_time()
        ids = steps.digests_step(home, settings, DAY, desks)
        kept = time.process_time() - start
        sent = sending.send(home, settings, ids)
        assert len(sent.deliveries) == DESKS  # noqa: S101
        total, wall = time.process_time() - start, time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    told = f"{total:.1f} s (bar {BAR_S:.0f} s; {wall:.0f} s by the clock), {memory:.1f} GB"
    print(f"digest: {DESKS} desks x {stories} stories: {told}")  # noqa: T201
    print(f"  composed {composed:.1f} s, rendered and kept {kept - composed:.1f} s, queued {total - kept:.1f} s")  # noqa: T201
    print(f"  composed at once: {alone / composed:.1f} times as fast as desk by desk ({alone:.0f} s)")  # noqa: T201
    if total > BAR_S:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
