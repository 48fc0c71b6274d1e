"""A chain proved again: the captured bytes read, extracted, normalised and labelled once more, link by link."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.landing import LandingError, landed_runs, read_run
from crawlers.layout import Layout
from crawlers.records import Capture
from crawlers.version import extractor_id
from flows.annotate import held
from flows.choices import SHIPPED
from flows.grouping import document
from flows.home import Home
from flows.models import folder_of
from flows.parts import RunReader
from flows.records import ArticleVersion
from flows.trace import Row, Trace
from nlp.annotator import annotator_id_in, load_annotator
from nlp.model import ModelError
from nlp.normalize import text_id
from nlp.records import Annotation

LINKS = ("capture", "extraction", "text", "labels")
_FIELDS = ("title", "sapo", "body", "published_at", "author", "text_id")
_DECIMALS = 9  # probabilities that agree so far are the same: sums may run in another order


@dataclass(frozen=True, slots=True)
class Proof:
    """One link done again: same, different, or (None) not to be done here; `reason` says why or what differs."""

    link: str
    same: bool | None
    reason: str = ""


def prove(home: Home, chain: Trace, layouts: Mapping[str, tuple[Layout, ...]]) -> list[Proof]:
    """Every link of a chain done again from the landed file on; one that can't be done says why."""
    best = chain.best
    capture, seen = _capture(home, best)
    proofs = [seen, _extraction(home, best, layouts) if capture else Proof("extraction", None, "không có bản chụp")]
    words = text_id(best["title"], best["sapo"], best["body"])
    proofs.append(Proof("text", words == best["text_id"], "" if words == best["text_id"] else f"nay là {words}"))
    proofs.append(_labels(home, chain))
    return proofs


def _captures(home: Home, run_id: str) -> list[Capture]:
    losses: list[str] = []
    return list(read_run(home.landed / run_id, losses))


def _capture(home: Home, version: Row) -> tuple[Capture | None, Proof]:
    """The captured answer at its place in the WARC file, its bytes against the recorded SHA-256."""
    folder = home.landed / version["run_id"]
    if folder not in landed_runs(home.landed):
        return None, Proof("capture", False, f"không còn đợt {version['run_id']}: đã gỡ bỏ hoặc mất tệp")
    try:
        found = next((one for one in _captures(home, folder.name) if one.outcome.seq == version["seq"]), None)
    except LandingError as error:
        return None, Proof("capture", False, str(error))
    if found is None:
        return None, Proof("capture", False, "bản ghi không còn trong tệp WARC: đã gỡ bỏ theo yêu cầu, hoặc tệp hỏng")
    digest = hashlib.sha256(found.body).hexdigest()
    if digest != version["capture_sha256"]:
        return found, Proof("capture", False, f"SHA-256 nay là {digest}")
    return found, Proof("capture", True)


def _extraction(home: Home, version: Row, layouts: Mapping[str, tuple[Layout, ...]]) -> Proof:
    """The wording read again by today's program, as it was read in its run."""
    reader = RunReader(layouts)
    again: ArticleVersion | None = None
    for capture in _captures(home, version["run_id"]):
        read = reader.read(capture)
        if capture.outcome.seq == version["seq"]:
            again = next((one for one in read.versions if one.article_id == version["article_id"]), None)
            break
    if again is None:
        return Proof("extraction", False, f"nay không đọc ra bài này{_program(version)}")
    differing = [name for name in _FIELDS if getattr(again, name) != version[name]]
    if differing:
        return Proof("extraction", False, f"khác ở {', '.join(differing)}{_program(version)}")
    return Proof("extraction", True, _program(version).removeprefix("; "))


def _program(version: Row) -> str:
    if version["extractor_id"] == extractor_id():
        return ""
    return f"; chương trình đọc đã đổi: {version['extractor_id'] or 'không rõ'} → {extractor_id()}"


def _labels(home: Home, chain: Trace) -> Proof:
    """The labels given again by the model that gave them, when it is still on the shelf."""
    stored = chain.machine_labels
    if stored is None:
        return Proof("labels", None, "chưa gắn nhãn")
    folder = _shelf(home).get(stored["annotator_id"])
    if folder is None:
        return Proof("labels", None, f"mô hình {stored['annotator_id']} không còn trong kho mô hình")
    doc = document({**chain.best, "text_id": stored["text_id"]})
    (again,) = load_annotator(folder_of(home, folder)).annotate([doc])
    differing = [name for name, value in _told(again).items() if value != _stored(stored)[name]]
    return Proof("labels", not differing, f"khác ở {', '.join(differing)}" if differing else "")


def _shelf(home: Home) -> dict[str, str]:
    """The models that can be loaded here, by annotator id."""
    found = {}
    names = [SHIPPED, *(path.name for path in home.models.iterdir() if path.is_dir() and not path.name.startswith("."))]
    for name in names:
        try:
            found[annotator_id_in(folder_of(home, name))] = name
        except ModelError:
            continue  # a broken model is no proof and no obstacle
    return found


def _told(a: Annotation) -> dict[str, Any]:
    return {
        "relevance": (a.relevance, _p(a.relevance_p)),
        "topics": sorted((one.code, _p(one.p)) for one in a.topics),
        "stances": sorted(
            (one.target, one.label, _p(one.p), one.evidence or "", _p(one.against_p or 0), one.against_evidence or "")
            for one in held(a)
        ),
        "valence": (a.valence, _p(a.valence_p)),
        "provinces": sorted(a.provinces),
        "facets": (a.sector, a.level, a.strike, a.foreign),
    }


def _stored(row: Row) -> dict[str, Any]:
    return {
        "relevance": (row["relevance"], _p(row["relevance_p"])),
        "topics": sorted((one["code"], _p(one["p"])) for one in row["topics"] or ()),
        "stances": sorted(
            (
                one["target"],
                one["label"],
                _p(one["p"]),
                one["evidence"] or "",
                _p(one["against_p"] or 0),
                one["against_evidence"] or "",
            )
            for one in row["stances"] or ()
        ),
        "valence": (row["valence"], _p(row["valence_p"])),
        "provinces": sorted(row["provinces"] or ()),
        "facets": (row["sector"], row["level"], row["strike"], row["is_foreign"]),
    }


def _p(value: float) -> float:
    return round(value, _DECIMALS)
