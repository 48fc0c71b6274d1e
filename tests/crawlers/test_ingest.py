"""Old feeds and other people's archives come in by the same door, each once, however often it is opened."""

import gzip
import json
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.foreign_warc import ArchiveLanding
from crawlers.ingest import Hosts, content_hash
from crawlers.landing import (
    LandingError,
    RunWriter,
    land,
    land_feed_folder,
    land_foreign_warc,
    landed_runs,
    make_run_id,
    read_outcomes,
    read_run,
    run_info,
)
from crawlers.source import Source
from tests.replay import page, rss

NOW = datetime(2026, 8, 10, 3, tzinfo=UTC)
HTML = ("Content-Type", "text/html; charset=utf-8")


def source(name: str, *hosts: str) -> Source:
    feeds = ({"url": f"https://{hosts[0]}/rss"},)
    known = {"kind": "central", "owner": "Cơ quan", "homepage": f"https://{hosts[0]}/", "feeds": feeds}
    return Source.model_validate({"id": name, "name": name, "hosts": hosts, **known})


SOURCES = {"bao": source("bao", "bao.example", "baocu.example"), "dai": source("dai", "dai.example")}


def day_folder(root: Path, day: str, **feeds: bytes) -> Path:
    folder = root / day
    folder.mkdir(parents=True)
    for name, body in feeds.items():
        (folder / f"{name}.xml").write_bytes(body)
    return folder


def test_a_day_of_feeds_is_a_run(tmp_path: Path) -> None:
    feed = rss(["https://bao.example/1.html"])
    folder = day_folder(tmp_path, "2026-08-03", bao=feed, la=b"", dai=b"<html>")
    (folder / "README.md").write_text("not a feed")
    (ingest,) = land_feed_folder(folder, tmp_path / "landed", SOURCES, NOW)
    assert (ingest.is_new, ingest.n_landed) == (True, 3)
    captures = {capture.outcome.source_id: capture for capture in read_run(ingest.path)}
    assert captures["bao"].body == feed
    assert captures["bao"].outcome.url == "https://bao.example/rss"
    assert captures["la"].body == b"", "an outlet without a file is kept too"
    assert {capture.outcome.kind for capture in captures.values()} == {"feed"}
    assert {outcome.fetched_at for outcome in read_outcomes(ingest.path)} == {
        datetime(2026, 8, 3, 23, 59, 59, tzinfo=UTC)
    }
    assert ingest.path.name.startswith("20260803T235959Z-")
    assert run_info(ingest.path).kind == "feeds"


def test_the_same_feeds_land_once(tmp_path: Path) -> None:
    landed = tmp_path / "landed"
    first_place = day_folder(tmp_path / "a", "2026-08-03", bao=rss(["https://bao.example/1.html"]))
    second_place = day_folder(tmp_path / "b", "2026-08-03", bao=rss(["https://bao.example/1.html"]))
    other_day = day_folder(tmp_path / "b", "2026-08-04", bao=rss(["https://bao.example/1.html"]))
    (first,) = land_feed_folder(first_place, landed, SOURCES, NOW)
    (again,) = land_feed_folder(second_place, landed, SOURCES, NOW)
    (new,) = land_feed_folder(other_day, landed, SOURCES, NOW)
    assert (again.path, again.is_new, new.is_new) == (first.path, False, True)
    assert [one.is_new for one in land(tmp_path / "b", landed, SOURCES, NOW)] == [False, False]
    assert len(landed_runs(landed)) == 2


def test_a_folder_without_a_date_is_as_old_as_its_files(tmp_path: Path) -> None:
    folder = day_folder(tmp_path, "tin-cu", bao=rss([]), dai=rss([]))
    os.utime(folder / "bao.xml", (1_785_000_000, 1_785_000_000))
    os.utime(folder / "dai.xml", (1_999_000_000, 1_999_000_000))
    (ingest,) = land_feed_folder(folder, tmp_path / "landed", SOURCES, NOW)
    times = {outcome.source_id: outcome.fetched_at for outcome in read_outcomes(ingest.path)}
    assert times == {"bao": datetime.fromtimestamp(1_785_000_000, UTC), "dai": NOW}
    os.utime(folder / "dai.xml", (1_786_000_000, 1_786_000_000))
    assert not land_feed_folder(folder, tmp_path / "landed", SOURCES, NOW)[0].is_new


def test_a_day_that_is_not_over_was_captured_now(tmp_path: Path) -> None:
    folder = day_folder(tmp_path, "2026-08-10", bao=rss([]))
    (ingest,) = land_feed_folder(folder, tmp_path / "landed", SOURCES, NOW)
    assert next(read_outcomes(ingest.path)).fetched_at == NOW


def test_a_feed_of_more_than_50_mb_is_refused(tmp_path: Path) -> None:
    folder = day_folder(tmp_path, "2026-08-03", bao=rss([]))
    with (folder / "dai.xml").open("wb") as handle:
        handle.truncate((50 << 20) + 1)
    (ingest,) = land_feed_folder(folder, tmp_path / "landed", SOURCES, NOW)
    reasons = {one.source_id: one.reason for one in read_outcomes(ingest.path)}
    assert reasons == {"bao": None, "dai": "too_large"}


@pytest.mark.parametrize("path", ["nowhere", "empty", "a.warc"])
def test_what_is_no_input_is_named(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.warc").write_bytes(b"<html>not an archive</html>" * 30)
    with pytest.raises(LandingError, match=path):
        land(tmp_path / path, tmp_path / "landed", SOURCES, NOW)
    assert landed_runs(tmp_path / "landed") == []


def test_a_landed_run_of_another_home_is_copied(tmp_path: Path) -> None:
    folder = day_folder(tmp_path, "2026-08-03", bao=rss([]))
    (there,) = land_feed_folder(folder, tmp_path / "there", SOURCES, NOW)
    (here,) = land(there.path, tmp_path / "here", SOURCES, NOW)
    (again,) = land(tmp_path / "there", tmp_path / "here", SOURCES, NOW)
    assert (here.is_new, here.n_landed, again.is_new) == (True, 1, False)
    assert [capture.body for capture in read_run(here.path)] == [rss([])]


# --- archives


Head = tuple[tuple[str, str], ...]
XML: Head = (("Content-Type", "text/xml"),)
JPEG: Head = (("Content-Type", "image/jpeg"),)
GZIPPED: Head = (HTML, ("Content-Encoding", "gzip"))


def record(url: str, body: bytes, *, status: int = 200, headers: Head = (HTML,)) -> bytes:
    """One uncompressed response record."""
    head = StatusAndHeaders(f"{status} OK", list(headers), protocol="HTTP/1.1")
    return warc_record(url, "response", body, head)


def warc_record(url: str, kind: str, body: bytes, head: StatusAndHeaders | None = None) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    made = writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_headers_dict={"WARC-Date": "2026-07-01T02:03:04Z"},
    )
    writer.write_record(made)
    return buffer.getvalue()


def noise(place: int) -> bytes:
    """A page that does not compress away, so that records lie apart in the file."""
    return page(f"Bài {place}") + random.Random(place).randbytes(300).hex().encode()


def archive(tmp_path: Path, records: list[bytes], pack: Callable[[bytes], bytes] = gzip.compress) -> Path:
    path = tmp_path / "CC-NEWS-20260701.warc.gz"
    path.write_bytes(b"".join(pack(one) for one in records))
    return path


MIXED = [
    warc_record("urn:about", "warcinfo", b"software: test\r\n"),
    warc_record("https://bao.example/1.html", "metadata", b"fetchTimeMs: 5\r\n"),
    record("https://bao.example/1.html", noise(1)),
    record("https://www.dai.example/2.html", noise(2)),
    record("https://m.baocu.example/3.html", noise(3)),
    record("https://khac.example/4.html", noise(4)),
    record("https://baobao.example/4.html", noise(4)),
    record("https://bao.example/anh.jpg", b"\xff\xd8", headers=JPEG),
    record("https://bao.example/cu.html", b"", status=301),
    record("https://bao.example/mat.html", b"gone", status=404),
    record(
        "https://bao.example/rss",
        rss(["https://bao.example/1.html"]),
        headers=XML,
    ),
    record("https://bao.example/nen.html", gzip.compress(noise(5)), headers=GZIPPED),
    record("https://bao.example/gia.html", noise(6), headers=GZIPPED),
]


@pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["gzip", "plain"])
def test_only_configured_hosts_are_kept(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = archive(tmp_path, MIXED, pack)
    ingest = land_foreign_warc(path, tmp_path / "landed", SOURCES)
    assert ingest.damage is None
    assert dict(ingest.left_out) == {"not_a_response": 1, "not_text": 1, "redirect": 1}
    captures = {capture.outcome.url: capture for capture in read_run(ingest.path)}
    assert {url: (one.outcome.source_id, one.outcome.kind) for url, one in captures.items()} == {
        "https://bao.example/1.html": ("bao", "page"),
        "https://www.dai.example/2.html": ("dai", "page"),
        "https://m.baocu.example/3.html": ("bao", "page"),
        "https://bao.example/rss": ("bao", "feed"),
        "https://bao.example/nen.html": ("bao", "page"),
        "https://bao.example/gia.html": ("bao", "page"),
    }
    assert captures["https://bao.example/nen.html"].body == noise(5)
    assert captures["https://bao.example/gia.html"].body == noise(6)
    assert HTML in captures["https://bao.example/1.html"].headers
    failed = [(one.url, one.reason) for one in read_outcomes(ingest.path) if one.outcome == "failed"]
    assert failed == [("https://bao.example/mat.html", "http_4xx")]
    assert run_info(ingest.path).kind == "warc"


def test_the_same_archive_lands_once_and_more_hosts_find_more(tmp_path: Path) -> None:
    path = archive(tmp_path, MIXED)
    first = land_foreign_warc(path, tmp_path / "landed", SOURCES)
    renamed = path.rename(tmp_path / "again.warc.gz")
    again = land_foreign_warc(renamed, tmp_path / "landed", SOURCES)
    assert (again.path, again.is_new) == (first.path, False)
    more = land_foreign_warc(renamed, tmp_path / "landed", SOURCES | {"khac": source("khac", "khac.example")})
    assert more.is_new
    assert more.n_landed == first.n_landed + 1


@pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["gzip", "plain"])
def test_behind_damage_reading_goes_on(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    records = [pack(record(f"https://bao.example/{place}.html", noise(place))) for place in range(6)]
    broken = bytearray(records[2])
    broken[0:40] = b"\x00" * 40
    path = tmp_path / "broken.warc"
    path.write_bytes(b"".join([*records[:2], bytes(broken), *records[3:5], records[5][:-200]]))
    ingest = land_foreign_warc(path, tmp_path / "landed", SOURCES)
    urls = [capture.outcome.url for capture in read_run(ingest.path)]
    assert urls == [f"https://bao.example/{place}.html" for place in (0, 1, 3, 4)]
    assert ingest.left_out["malformed"] == 2
    assert ingest.damage is not None
    assert path.name in ingest.damage
    assert run_info(ingest.path).notes == (ingest.damage,)


class UnpluggedError(Exception):
    """The plug is pulled."""


def test_an_interrupted_ingest_goes_on_where_it_was(tmp_path: Path) -> None:
    path = archive(tmp_path, [record(f"https://bao.example/{place}.html", noise(place)) for place in range(40)])
    whole = land_foreign_warc(path, tmp_path / "whole", SOURCES)

    class Unplugged(ArchiveLanding):
        """Stops in the middle, some records behind a checkpoint."""

        checkpoint_every = 10

        def take(self, record: object) -> None:
            if self.writer.counts["landed"] == 25:
                raise UnpluggedError
            super().take(record)  # type: ignore[arg-type]

    sha256 = content_hash([repr(sorted(Hosts(SOURCES.values()).names)).encode(), path])
    run_id = make_run_id(datetime(2026, 7, 1, 2, 3, 4, tzinfo=UTC), sha256)
    assert run_id == whole.path.name
    landed = tmp_path / "landed"
    with (
        pytest.raises(UnpluggedError),
        path.open("rb") as handle,
        RunWriter(landed, run_id, "warc", input_sha256=sha256) as writer,
    ):
        Unplugged(path, writer, Hosts(SOURCES.values())).run(handle)
    assert landed_runs(landed) == []
    assert json.loads((writer.part / "checkpoint.json").read_text())["seq"] == 19
    resumed = land_foreign_warc(path, landed, SOURCES)
    assert (resumed.is_new, resumed.n_landed) == (True, 40)
    for name in ("outcomes.jsonl", "run.json"):
        assert (resumed.path / name).read_bytes() == (whole.path / name).read_bytes()
    assert [one.body for one in read_run(resumed.path)] == [one.body for one in read_run(whole.path)]


def test_an_archive_in_one_gzip_piece(tmp_path: Path) -> None:
    path = tmp_path / "one-piece.warc.gz"
    path.write_bytes(gzip.compress(b"".join(MIXED)))
    assert land_foreign_warc(path, tmp_path / "landed", SOURCES).n_landed == 6


@pytest.mark.shared
def test_seven_real_days_of_feeds(shared: Path, tmp_path: Path) -> None:
    ingests = land(shared / "press" / "feeds", tmp_path, SOURCES, NOW)
    assert [one.n_landed for one in ingests] == [17] * 7
    assert sum(len(list(read_run(one.path))) for one in ingests) == 119
