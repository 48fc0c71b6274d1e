"""Labels of posts and comments: the usual annotator for topics and places, cues for what a comment says."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawlers.identity_marks import HIDDEN
from flows.progress import track
from nlp.annotator import Annotator
from nlp.opinion import Opinion, opinion_of, rules_id
from nlp.records import Annotation, Document
from nlp.segment import split_sentences
from nlp.typed import Typed, read_typed
from warehouse import store
from warehouse.db import Connection, transaction

BATCH = 512
_TITLE = 160  # characters of a first line that may be a headline


@dataclass(frozen=True, slots=True)
class VoiceLabelRow:
    """One line of `core.voice_labels`."""

    text_id: str
    labeller_id: str
    meant: str
    relevance: int
    topics: tuple[str, ...]
    provinces: tuple[str, ...]
    intent: str
    intent_p: float
    valence: str
    valence_p: float
    stance_cong_doan: str
    stance_cong_doan_p: float
    stance_chinh_sach: str
    stance_chinh_sach_p: float
    stance_doanh_nghiep: str
    stance_doanh_nghiep_p: float


def label_voices(con: Connection, annotator: Annotator) -> int:
    """Label every wording of posts and comments that lacks labels by today's models and rules; gives their number."""
    labeller_id = f"{annotator.annotator_id}-{rules_id()}"
    store.query(con, "forget_voice_labels", labeller_id=labeller_id)
    pending = store.query(con, "pending_voices")
    batches = [pending[start : start + BATCH] for start in range(0, len(pending), BATCH)]
    for batch in track(batches, "đọc ý kiến", unit=BATCH):
        typed = [read_typed(row["text"].replace(HIDDEN, " … ")) for row in batch]
        labels = annotator.annotate(
            [_document(row["text_id"], one.text) for row, one in zip(batch, typed, strict=True)]
        )
        rows = [_row(labeller_id, one, label) for one, label in zip(typed, labels, strict=True)]
        with transaction(con):
            store.insert(con, "core.voice_labels", rows)
    return len(pending)


def _document(text_id: str, text: str) -> Document:
    """A text of a page as an article: its first line is the headline when it is short enough for one."""
    first, _, rest = text.partition("\n")
    if len(first) > _TITLE:
        first, rest = "", text
    return Document(text_id, first, "", tuple(split_sentences(rest)))


def _row(labeller_id: str, typed: Typed, label: Annotation) -> VoiceLabelRow:
    said: Opinion = opinion_of(typed)
    (union, union_p), (policy, policy_p), (employer, employer_p) = (
        said.stances[target] for target in ("cong_doan", "chinh_sach", "doanh_nghiep")
    )
    topics: Sequence[str] = [topic.code for topic in label.topics]
    return VoiceLabelRow(
        label.id, labeller_id, typed.text, label.relevance, tuple(topics), label.provinces, said.intent, said.intent_p,
        said.valence, said.valence_p, union, union_p, policy, policy_p, employer, employer_p,
    )  # fmt: skip
