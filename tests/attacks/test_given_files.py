"""Attack: settings, journals, tables and models written to exhaust or confuse whoever reads them."""

import hashlib
import io
import json
import os
import shutil
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from crawlers.given import json_of
from crawlers.runs import read_outcomes, run_info
from crawlers.source import load_source, read_sources
from flows import (
    alertfile,
    auditcli,
    deliveries,
    knowledge,
    labelfile,
    restoring,
    series,
    steplog,
    takedowns,
    unsubscribe,
)
from flows.appendfile import appending
from flows.choices import standing
from flows.corrections import Correction, CorrectionError, said_in_files
from flows.deskfiles import read_desks
from flows.failures import KNOWN_ERRORS
from flows.home import open_home
from flows.planfile import read_plans
from flows.redact import Blotter
from nlp.annotator import load_annotator
from nlp.floors import load_card
from nlp.model import MODELS, SUMS, ModelError, load_weights, save_weights
from nlp.model import Weights as Model
from warehouse import lastcopy

OUTLET = """
id = "{0}"
name = "Báo"
kind = "central"
owner = "A"
homepage = "https://{0}.example/"
hosts = ["{0}.example"]
"""
DEEP = "[" * 100_000
HOSTILE_TOML = {
    "nested array": f"notes = {DEEP}{']' * 100_000}\n",
    "nested table": "notes = " + "{a=" * 50_000 + "1" + "}" * 50_000,
    "endless key": "a" + ".a" * 200_000 + " = 1\n",
    "endless heading": "[" + ".".join(["a"] * 100_000) + "]\n",
    "number of 5000 digits": f"max_pages = {'9' * 5000}\n",
    "number beyond 64 bits": "expect = { items_per_day_max = 0.5e999 }\n",
    "a day for a name": "programmes = [2026-01-01]\n",
    "a day that is none": "layouts = [{ family = 'zce', valid_from = 2026-02-31 }]\n",
    "our own attributes": "__class__ = 'x'\n__proto__ = 1\nmodel_config = { extra = 'allow' }\n",
    "a family elsewhere": "layouts = [{ family = '../../etc/passwd' }]\nlists = ['javascript:alert(1)']\n",
    "half a million keys": "".join(f"k{i} = 1\n" for i in range(500_000)),
    "ten megabytes": f"#{'x' * 10_000_000}",
    "thousands of wrong fields": "".join(f"k{i} = 1\n" for i in range(5000)),
    "half a character": 'notes = "\\ud800"\n',
}


@pytest.mark.parametrize("attack", HOSTILE_TOML)
def test_a_hostile_settings_file_is_told_shortly_and_stops_no_other(attack: str, tmp_path: Path) -> None:
    text = OUTLET.format("xau") + HOSTILE_TOML[attack]
    (tmp_path / "xau.toml").write_text(text, encoding="utf-8")
    (tmp_path / "tot.toml").write_text(OUTLET.format("tot"), encoding="utf-8")
    roll = read_sources(tmp_path)
    assert "tot" in roll.sources
    told = [*roll.faults.values(), *read_desks(tmp_path).faults.values()]
    read_plans(tmp_path, told)
    assert any("xau.toml" in one for one in told)
    assert max(map(len, told)) < 10_000


HIDING = "Báo\u202e\u200b\x1b[2J\r\nBcc: x@hacker.example\x07\ufeff"


def test_nothing_hides_in_the_names_of_outlets_and_desks(tmp_path: Path) -> None:
    """A file that `source discover` wrote holds what a homepage says of itself."""
    text = OUTLET.format("bao").replace('"Báo"', json.dumps(HIDING)).replace('"A"', json.dumps(HIDING))
    feeds = f"feeds = [{{ url = 'https://bao.example/rss', section = {json.dumps(HIDING)} }}]\n"
    (tmp_path / "bao.toml").write_text(text + feeds, encoding="utf-8")
    source = load_source(tmp_path / "bao.toml")
    desk = f"name = {json.dumps(HIDING)}\nunit = {json.dumps(HIDING)}\nlevel = 'co_so'\n"
    paper = "".join(f"{name} = {json.dumps(HIDING)}\n" for name in ("superior", "issuer", "symbol", "place", "office"))
    (tmp_path / "ban.toml").write_text(f"{desk}[paper]\n{paper}", encoding="utf-8")
    one = read_desks(tmp_path).desks["ban"]
    shown = (source.name, source.owner, source.feeds[0].section, one.name, one.unit, one.paper.issuer, one.paper.office)
    assert set(shown) == {"Báo[2J Bcc: x@hacker.example"}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 100, bytes(range(256)), b"\xef\xbb\xbf["])
def test_a_settings_file_that_is_no_text(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "xau.toml").write_bytes(content)
    assert list(read_sources(tmp_path).faults) == ["xau"]


def test_a_settings_file_that_is_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.toml")
    (tmp_path / "may.toml").symlink_to("/dev/zero")
    assert set(read_sources(tmp_path).faults) == {"ong", "may"}


def test_a_settings_file_as_a_plain_editor_writes_it_is_read(tmp_path: Path) -> None:
    text = OUTLET.format("tot").replace("\n", "\r\n")
    (tmp_path / "tot.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_source(tmp_path / "tot.toml").id == "tot"


def _append(path: Path) -> None:
    with appending(path):
        pass


JOURNALS: dict[str, Callable[[Path], object]] = {
    "models/choices.jsonl": lambda home: standing(open_home(home)),
    "sent/deliveries.jsonl": lambda home: deliveries.read(home / "sent" / "deliveries.jsonl"),
    "sent/unsubscribed.jsonl": lambda home: unsubscribe.departures(open_home(home)),
    "alerts/alerts.jsonl": lambda home: alertfile.read(home / "alerts" / "alerts.jsonl"),
    "logs/steps-2026-01.jsonl": lambda home: list(steplog.read(open_home(home))),
    "takedowns/1.jsonl": lambda home: takedowns.standing(open_home(home)),
    "corrections/1.jsonl": lambda home: list(
        said_in_files(home / "corrections", Correction, "sửa nhãn", None, CorrectionError)
    ),
    "digests/known/x.json": lambda home: knowledge.of_digest(open_home(home), "x"),
    "models/m/labels.json": lambda home: load_card(home / "models" / "m"),
    "landed/20260101T000000Z-aaaaaa/run.json": lambda home: run_info(home / "landed" / "20260101T000000Z-aaaaaa"),
    "landed/20260101T000000Z-aaaaaa/outcomes.jsonl": lambda home: list(
        read_outcomes(home / "landed" / "20260101T000000Z-aaaaaa")
    ),
    ".published.json": lastcopy.last_mark,
    "a.jsonl": lambda home: _append(home / "a.jsonl"),
    "nhan.csv": lambda home: labelfile.read(home / "nhan.csv"),
    "so-dem.csv": lambda home: series.read_csv(home / "so-dem.csv", {}),
    "kiem-dinh.csv": lambda home: auditcli.read_sheet(home / "kiem-dinh.csv"),
}


@pytest.mark.parametrize("content", [DEEP.encode(), b'{"a":' * 100_000, b"\xff\xfe{", b'"' * 200_000], ids=range(4))
@pytest.mark.parametrize("name", JOURNALS)
def test_a_hostile_journal_or_table_is_told_and_crashes_nobody(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content + (b"" if name == "a.jsonl" else b"\n"))
    with suppress(*KNOWN_ERRORS):
        JOURNALS[name](tmp_path)


def test_a_hostile_line_does_not_keep_sentences_from_being_blotted() -> None:
    sentence = "Công nhân tổ may số ba bị nợ lương suốt bảy tháng liền"
    blotter = Blotter([sentence], {})
    for depth in (500, 100_000):  # read, but not walked; not even read
        body = "[" * depth + json.dumps(sentence, ensure_ascii=False) + "]" * depth
        assert sentence not in blotter.file("x.json", body.encode()).decode()
        assert sentence not in blotter.file("x.jsonl", body.encode()).decode()


def test_a_manifest_that_is_nested_beyond_reason(tmp_path: Path) -> None:
    path = tmp_path / f"20260101T000000000000Z-{hashlib.sha256(DEEP.encode()).hexdigest()}.json"
    path.write_text(DEEP, encoding="ascii")
    with pytest.raises(restoring.BackupError, match="nested"):
        restoring.read_copy(path)


def _member(descr: str, shape: str, data: bytes = b"") -> bytes:
    head = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}".encode()
    head += b" " * (63 - (10 + len(head)) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + data


META = _member("'|u1'", "(2,)", b"{}")


def _npz(*members: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def _bomb() -> bytes:
    """Three gigabytes in three megabytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", b"")
    packed = bytearray(buffer.getvalue())
    entry = packed.find(b"PK\x01\x02")
    packed[entry + 24 : entry + 28] = struct.pack("<I", 3 << 30)
    return bytes(packed)


def _marked(content: bytes, offset: int, value: int) -> bytes:
    """The archive with a byte of every central entry set."""
    marked = bytearray(content)
    entry = marked.find(b"PK\x01\x02")
    while entry >= 0:
        marked[entry + offset] = value
        entry = marked.find(b"PK\x01\x02", entry + 1)
    return bytes(marked)


GOOD = ("__meta__.npy", META)
HOSTILE_MODELS = {
    "array of 36 TB": _npz(GOOD, ("a.npy", _member("'<f4'", "(10000000000000,)"))),
    "negative shape": _npz(GOOD, ("a.npy", _member("'<f4'", "(-1,)"))),
    "shape nested": _npz(GOOD, ("a.npy", _member("'<f4'", "(" * 3000 + ")" * 3000))),
    "items of a gigabyte": _npz(GOOD, ("a.npy", _member("'|V1000000000'", "(10,)"))),
    "objects": _npz(GOOD, ("a.npy", _member("'|O'", "(1,)", b"cos\nsystem\n(S'id'\ntR."))),
    "objects in records": _npz(GOOD, ("a.npy", _member("[('a', '|O')]", "(1,)", b"cos\nsystem\n(S'id'\ntR."))),
    "code for a type": _npz(GOOD, ("a.npy", _member("__import__('os').abort()", "(1,)"))),
    "one name twice": _npz(GOOD, ("a.npy", META), ("a", META)),
    "many arrays": _npz(GOOD, *((f"{i}.npy", META) for i in range(2000))),
    "no array": _npz(GOOD, ("a.npy", b"hello")),
    "settings that are no array": _npz(("__meta__", b"{}")),
    "settings that are no table": _npz(("__meta__.npy", _member("'|u1'", "(2,)", b"[]"))),
    "settings nested": _npz(("__meta__.npy", _member("'|u1'", "(100000,)", DEEP.encode()))),
    "no settings": _npz(("a.npy", META)),
    "packed otherwise": _npz(GOOD, packing=zipfile.ZIP_LZMA),
    "packed in a way nobody knows": _marked(_npz(GOOD), 10, 99),
    "encrypted": _marked(_npz(GOOD), 8, 1),
    "unpacks to three gigabytes": _bomb(),
    "an array that is no archive": _member("'<f4'", "(1,)", b"\0\0\0\0"),
    "nothing": b"",
}


@pytest.mark.parametrize("attack", HOSTILE_MODELS)
def test_a_hostile_model_is_refused_though_its_sum_is_right(attack: str, tmp_path: Path) -> None:
    content = HOSTILE_MODELS[attack]
    (tmp_path / "topic.npz").write_bytes(content)
    (tmp_path / SUMS).write_text(f"{hashlib.sha256(content).hexdigest()}  topic.npz\n", encoding="ascii")
    with pytest.raises(ModelError, match=r"topic\.npz"):
        load_weights("topic", tmp_path)


def test_a_model_that_lacks_what_its_reader_needs(tmp_path: Path) -> None:
    for name in ("labels", "facets"):
        folder = Path(shutil.copytree(MODELS, tmp_path / name))
        save_weights(folder / f"{name}.npz", Model({"a": np.zeros(1)}, {"b": 1}))
        with pytest.raises(ModelError, match=rf"{name}\.npz lacks"):
            load_annotator(folder)


def test_a_value_is_read_as_ever() -> None:
    assert json_of('{"a": [1, "đ"]}') == {"a": [1, "đ"]}
    assert json_of(b"null") is None
