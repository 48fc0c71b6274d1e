"""The index of words: all places of every word of a stretch of articles, as rows of `search.places`.

Texts are cut at spaces and each different piece is looked at once, for parting words, spelling and keys cost a hundred
times what counting costs, and a stretch has a hundred times fewer different pieces than pieces. Their places are then
put in order as numbers. Done by a statement of SQL for each word of each text this took half as long again.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from warehouse.answers import Row
from warehouse.sqlfiles import sql_text

# of texts whose places are put in order at once: a dozen arrays of a number a word, which is eight times its letters
PART = 32 << 20
_TEXTS = 2048
# by what is above them in a place, the places of a word are kept in rows of 4,096 articles (published/index_places.sql)
_PIECE_BITS = 32
# a place is article * 2^20 + field + ordinal, by field (published/search.scored.sql)
_FIELDS = {"title": 0, "sapo": 1 << 12, "body": 1 << 16}
_SPACE = ord(" ")

Connection = duckdb.DuckDBPyConnection
Numbers = NDArray[np.int64]
Words = dict[str, NDArray[Any]]


def index(con: Connection, docs: Row, part: int = PART) -> None:
    """Add the words of the articles from `first_doc` to `last_doc`, as they stand in the copy, to its index.

    About `part` bytes of text are held at once, and rows are sorted by word within each.
    """
    with con.cursor() as reading:
        batches = reading.execute(sql_text("published", "texts_to_index"), docs).to_arrow_reader(_TEXTS)
        for texts in _parts(batches, part):
            con.register("indexed", _rows(con, texts))
            con.execute(sql_text("published", "index_places"))
            con.unregister("indexed")


def _parts(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(one.nbytes for one in held) >= size:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def _rows(con: Connection, texts: pa.Table) -> pa.Table:
    """One row for each word in each 4,096 articles, with the keys and the places of the word.

    The words of all pieces are numbered in the order of their keys. That number above and the place below, counted from
    the first 4,096 articles, are one number: these are put in order, and cut where word or articles are others.
    """
    docs = texts["doc"].to_numpy()
    base = int(docs.min()) << 20 >> _PIECE_BITS << _PIECE_BITS
    bits = max((int(docs.max() + 1 << 20) - base).bit_length(), _PIECE_BITS)
    pieces, begins = _pieces(pa.concat_arrays([chunk for field in _FIELDS for chunk in texts[field].chunks]))
    words = _words(con, pieces.dictionary)
    places = np.concatenate([(docs << 20) - base + field for field in _FIELDS.values()])
    order = _ordered(words["code"], words["rank"] << bits, pieces.indices.to_numpy(), begins, places)
    above = order >> _PIECE_BITS
    cuts = np.flatnonzero(above[1:] != above[:-1]) + 1
    _, told = np.unique(words["rank"], return_index=True)
    starts = np.append(0, cuts)[: len(order)]
    rows = {name: pa.array(words[name][told][order[starts] >> bits]) for name in ("folded", "word")}
    order &= (1 << bits) - 1
    order += base
    offsets = pa.array(np.append(starts, len(order)), pa.int32())
    return pa.table(rows | {"places": pa.ListArray.from_arrays(offsets, order)})


def _pieces(texts: pa.StringArray) -> tuple[pa.DictionaryArray, Numbers]:
    """Texts cut after each space; with the number of the piece that each text begins with, and of all at the end."""
    _, offsets, letters = texts.buffers()
    begins_at = np.frombuffer(offsets, np.int32, len(texts) + 1)
    data = np.frombuffer(letters or b"", np.uint8, begins_at[-1])
    is_first = np.zeros(len(data) + 1, bool)
    is_first[1:] = data == _SPACE
    is_first[begins_at] = True
    cuts = np.flatnonzero(is_first).astype(np.int32)
    pieces = pa.StringArray.from_buffers(len(cuts) - 1, pa.py_buffer(cuts), letters)
    return pieces.dictionary_encode(), np.searchsorted(cuts, begins_at)


def _words(con: Connection, pieces: pa.StringArray) -> Words:
    con.register("pieces", pa.table({"code": np.arange(len(pieces)), "piece": pieces}))
    try:
        return con.execute(sql_text("published", "words_of_pieces")).fetchnumpy()
    finally:
        con.unregister("pieces")


def _ordered(of_piece: Numbers, ranks: Numbers, codes: Numbers, begins: Numbers, places: Numbers) -> Numbers:
    """The sum of rank and place of every word, in order.

    `of_piece` and `ranks` tell the words of the different pieces, `codes` the pieces of all texts, `begins` where those
    of each text begin, `places` where its words do. Some texts at once: their numbers stay near the processor.
    """
    counts = np.bincount(of_piece, minlength=int(codes.max(initial=-1)) + 1)  # words in a piece: mostly one
    firsts = np.cumsum(counts) - counts
    found = []
    for text in range(0, len(places), _TEXTS):
        bounds = begins[text : text + _TEXTS + 1]
        code = codes[bounds[0] : bounds[-1]]
        word, ends = _runs(firsts[code], counts[code])
        place, _ = _runs(places[text : text + _TEXTS], np.diff(ends[bounds - bounds[0]]))
        found.append(ranks[word] + place)
    order = np.concatenate(found)
    order.sort()
    return order


def _runs(starts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """From each start so many numbers in a row, all in one array; with where each run begins in it, and the end."""
    ends = np.append(0, np.cumsum(counts))
    runs = np.repeat(starts - ends[:-1], counts)
    runs += np.arange(len(runs))
    return runs, ends
