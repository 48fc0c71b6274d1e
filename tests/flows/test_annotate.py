"""What of a text's labels is kept."""

from dataclasses import replace

from flows.annotate import held, label_batch
from nlp.annotator import load_annotator
from nlp.records import TARGETS, Annotation
from tests.warehouse.rows import START

LABOUR = "Công nhân công ty may đình công đòi tăng lương, công đoàn cơ sở vào cuộc đối thoại với giám đốc."
FOOTBALL = "Đội tuyển quốc gia hòa không bàn thắng ở trận giao hữu trên sân nhà tối thứ bảy."


def labelled(*titles: str) -> list[Annotation]:
    given = {"source_id": "a", "published_at": None, "fetched_at": START, "sapo": "", "body": ""}
    rows = [{**given, "text_id": str(at), "title": title} for at, title in enumerate(titles)]
    return label_batch(load_annotator(), rows)


def test_an_irrelevant_text_has_no_attitude_to_keep() -> None:
    labour, football = labelled(LABOUR, FOOTBALL)
    assert (labour.relevance > 0, [one.target for one in labour.stances]) == (True, list(TARGETS))
    assert (football.relevance, football.stances) == (0, ())


def test_a_doubt_is_kept() -> None:
    (labour,) = labelled(LABOUR)
    first, *others = labour.stances
    text = replace(
        labour, relevance=0, stances=(replace(first, abstain=True), *(replace(o, abstain=False) for o in others))
    )
    assert held(text) == text.stances[:1]
