"""Attack: bytes that no reader expects; and inputs that once broke one, for good."""

import random
from pathlib import Path

import pytest

from tests.attacks.fuzz import CORPUS, Reader, corpus, fault, readers
from tests.crawlers.fuzz import mutated

ROUNDS = 60
KEPT = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reader]:
    return {reader.name: reader for reader in readers(tmp_path_factory.mktemp("fuzz"))}


@pytest.mark.parametrize("name", ["feed", "page", "lists", "words", "toml", "outcome", "landed", "load"])
def test_no_reader_breaks_on_mutated_bytes(every: dict[str, Reader], name: str) -> None:
    chance = random.Random(name)
    for _ in range({"words": 8, "load": 12}.get(name, ROUNDS)):
        body = mutated(chance.choice(every[name].seeds), chance)
        assert fault(every[name], body) is None, f"keep it: {body[:2000]!r}"


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke_a_reader_does_so_no_more(every: dict[str, Reader], path: Path) -> None:
    assert fault(every[path.parent.name], path.read_bytes()) is None


def test_the_corpus_is_of_readers_that_there_are(every: dict[str, Reader]) -> None:
    assert {path.name for path in CORPUS.iterdir() if path.is_dir()} <= every.keys()
    assert sorted(path for name in every for path in corpus(name)) == KEPT
