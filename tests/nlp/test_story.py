"""Stories: what belongs together, what never does, and that neither order nor batch changes it."""

import random
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nlp.cluster import Clusters
from nlp.fold import COPY_DAYS, Past, before, day_number, fold
from nlp.records import Document, Link, Placement
from nlp.rules import Rule, Rules
from nlp.shelf import Shelf
from nlp.story import group, story_id

START = datetime(2026, 8, 5, 1, tzinfo=UTC)


def item(name: str, title: str, lead: str, *body: str, hours: float = 0) -> Document:
    return Document(name, title, lead, body, f"bao-{name}", START + timedelta(hours=hours))


FIRE = [
    item(
        "f1",
        "Cháy xưởng gỗ ở Tân Uyên, ba công nhân bị thương",
        "Trưa 5.8, lửa bùng lên tại xưởng gỗ Hoàng Phát ở phường Khánh Bình, TP Tân Uyên, Bình Dương, "
        "ba công nhân bị bỏng.",
    ),
    item(
        "f2",
        "Ba công nhân bỏng nặng trong vụ cháy xưởng gỗ Hoàng Phát",
        "Công an Bình Dương điều tra vụ cháy tại xưởng gỗ Hoàng Phát ở phường Khánh Bình, TP Tân Uyên "
        "khiến ba công nhân bị bỏng.",
        hours=3,
    ),
]
MALL = [
    item(
        "m1",
        "Công đoàn Hà Nội mở siêu thị giá rẻ cho đoàn viên",
        "LĐLĐ TP Hà Nội khai trương siêu thị bán hàng giảm giá 30% cho đoàn viên khu công nghiệp Thăng Long.",
    ),
    item(
        "m2",
        "Đoàn viên khu công nghiệp Thăng Long có siêu thị giảm giá",
        "Siêu thị giảm giá 30% của LĐLĐ TP Hà Nội khai trương sáng nay, phục vụ đoàn viên khu công nghiệp Thăng Long.",
        hours=2,
    ),
]


def strike(name: str, company: str, province: str, hours: float) -> Document:
    lead = f"Sáng nay, hơn 1.000 công nhân Công ty {company} ở {province} đình công đòi tăng lương và tiền ăn ca."
    return item(name, f"Hơn 1.000 công nhân {province} đình công đòi tăng lương", lead, hours=hours)


def stories(docs: list[Document]) -> dict[str, str]:
    return {g.id: g.story_id for g in group(docs)}


def test_one_event_is_one_story_and_two_are_two() -> None:
    found = stories(FIRE + MALL)
    assert found["f1"] == found["f2"] != found["m1"] == found["m2"]


def test_the_story_is_named_after_its_earliest_member() -> None:
    assert stories(FIRE)["f2"] == story_id("f1")


def test_two_strikes_in_two_provinces_never_meet() -> None:
    docs = [
        strike("a", "Hoa Mai", "Long An", 0),
        strike("b", "Hoa Mai", "Nghệ An", 1),
        strike("c", "Hoa Mai", "Hà Nam", 2),
    ]
    assert len(set(stories(docs).values())) == 3


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", ["đình công", "ngừng việc", "ngưng việc", "dừng việc", "nghỉ việc tập thể"])
def test_two_strikes_in_words_that_differ_by_the_place_alone_are_two(words: str, form: str) -> None:
    lead = (
        f"Sáng nay, hơn 1.000 công nhân một công ty may có vốn nước ngoài ở {{}} {words} vì chậm lương tháng Bảy; "
        "công đoàn cấp trên và chính quyền địa phương đã đến đối thoại, đề nghị doanh nghiệp trả lương trước ngày 15."
    )
    docs = [
        item(str(k), unicodedata.normalize(form, f"Hơn 1.000 công nhân may {words} vì chậm lương"), "", hours=k)
        for k in range(2)
    ]
    told = [
        replace(doc, lead=unicodedata.normalize(form, lead.format(place)))
        for doc, place in zip(docs, ("Long An", "Nghệ An"), strict=True)
    ]
    found = group(told)
    assert found[1].duplicate_of is None
    assert found[0].story_id != found[1].story_id


def test_order_changes_nothing() -> None:
    docs = FIRE + MALL + [strike("a", "Hoa Mai", "Long An", 0), strike("b", "Bông Sen", "Nghệ An", 1)]
    expected = {g.id: g for g in group(docs)}
    rng = random.Random(1)
    for _ in range(5):
        rng.shuffle(docs)
        assert {g.id: g for g in group(docs)} == expected


def test_a_copy_stays_with_its_original() -> None:
    copy = Document("f9", FIRE[0].title, FIRE[0].lead, (), "bao-khac", START + timedelta(hours=9))
    found = {g.id: g for g in group([*FIRE, copy])}
    assert found["f9"].duplicate_of == "f1"
    assert found["f9"].story_id == found["f1"].story_id
    assert found["f9"].containment == 1.0


def test_nothing_and_one() -> None:
    assert group([]) == []
    assert group(FIRE[:1])[0].story_id == story_id("f1")


def joined(edges: list[tuple[int, int, int]], threshold: float, **more: object) -> dict[int, int]:
    forbidden = more.get("forbidden", ())
    touched = more.get("touched", range(3))
    return Clusters(dict.fromkeys(range(3), 1), edges, forbidden).join(threshold, touched)  # type: ignore[arg-type]


def test_average_link_weighs_missing_pairs_as_zero() -> None:
    chain = [(0, 1, 9_000), (1, 2, 5_000)]
    assert joined(chain, 0.6) == {1: 0}
    assert joined(chain, 0.2) == {1: 0, 2: 0}
    assert joined(chain, 0.2, forbidden=[(0, 2)]) == {1: 0}


def test_only_what_is_touched_joins() -> None:
    assert joined([(0, 1, 9_000), (1, 2, 1_000)], 0.5, touched=[2]) == {}


def test_telling_in_any_order_of_arrival_is_telling_at_once() -> None:
    docs = [*FIRE, *MALL, *[strike(str(k), f"Hoa {k % 3}", "Long An", 20.0 * k) for k in range(8)]]
    docs.append(replace(FIRE[1], id="f3", source="bao-khac", published_at=START + timedelta(days=2)))
    shelf = Shelf()
    whole = fold(docs, shelf, days=COPY_DAYS)
    for seed in range(4):
        order = random.Random(seed).sample(docs, len(docs))
        placed: dict[str, Placement] = {}
        links: list[Link] = []
        for k, late in enumerate(order):
            day = day_number(late.published_at)
            past = Past(before(placed.values(), day), [one for one in links if one.day < day])
            told = fold(order[: k + 1], shelf, past, days=COPY_DAYS)
            placed, links = told.placed, [*past.links, *told.links]
        assert placed == whole.placed
        assert sorted(links, key=repr) == sorted(whole.links, key=repr)


def test_people_join_and_part_stories() -> None:
    apart = Rules((Rule("f1", "f2", together=False),))
    together = Rules((Rule("f1", "m2", together=True),))
    assert len({g.story_id for g in group(FIRE, rules=apart)}) == 2
    assert {g.story_id for g in group(FIRE + MALL, rules=together)} == {story_id("f1")}


def test_a_copy_that_people_part_from_its_original_is_none() -> None:
    copy = replace(FIRE[0], id="f9", published_at=START + timedelta(hours=1))
    parted = Rules((Rule("f1", "f9", together=False),))
    found = {g.id: g for g in group([FIRE[0], copy], rules=parted)}
    assert found["f9"].duplicate_of is None
    assert found["f9"].story_id != found["f1"].story_id


def test_parting_a_copy_parts_its_original_too() -> None:
    copy = replace(FIRE[1], id="f9", published_at=START + timedelta(days=1))
    parted = Rules((Rule("f1", "f9", together=False),))
    found = {g.id: g.story_id for g in group([*FIRE, copy], rules=parted)}
    assert found["f2"] == found["f9"] != found["f1"]


def test_two_copies_of_one_text_can_be_parted() -> None:
    copies = [replace(FIRE[0], id=f"f{k}", published_at=START + timedelta(hours=k)) for k in (8, 9)]
    parted = Rules((Rule("f8", "f9", together=False),))
    found = {g.id: g.story_id for g in group([FIRE[0], *copies], rules=parted)}
    assert found["f1"] == found["f8"] != found["f9"]


THREE = [*FIRE[:1], *MALL[:1], strike("a", "Hoa Mai", "Long An", 0)]


def last(*words: tuple[str, str, bool]) -> dict[str, str]:
    """The stories of three events after people said this, the last word last."""
    rules = Rules(tuple(Rule(left, right, together) for left, right, together in reversed(words)))
    return {g.id: g.story_id for g in group(THREE, rules=rules)}


def test_the_last_word_wins_even_by_way_of_a_third_text() -> None:
    chain = (("f1", "m1", True), ("m1", "a", True))
    assert len(set(last(*chain).values())) == 1
    parted = last(*chain, ("f1", "a", False))
    assert parted["m1"] == parted["a"] != parted["f1"]
    assert len(set(last(("f1", "a", False), *chain).values())) == 1


def test_a_bridge_merges_two_stories_and_the_older_survives() -> None:
    clusters = Clusters({0: 1, 1: 1, 2: 1}, [(0, 2, 9_000), (1, 2, 9_000)])
    assert clusters.join(0.4, [2]) == {2: 0, 1: 0}
