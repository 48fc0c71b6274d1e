"""Names of persons in comments: found by surnames, titles, introductions, vocatives and capitals; hidden in doubt.

A name of a body, a province or a maker that identities.toml keeps stays; every other capital word inside a sentence
goes, because in a comment it is a person's more often than not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from crawlers.identity_marks import HIDDEN, UPPER
from crawlers.identity_pairs import is_ordinary
from crawlers.identity_words import IdentityWords, bare, identity_words

_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(
    r"(?<!\w)(?:(?:[A-ZĐ][^\W\d_]{0,2}\.\s?){2,}[A-ZĐ][^\W\d_]*|[A-ZĐ]\.[A-ZĐ][^\W\d_]+"
    rf"|[{UPPER}][^\W\d_]+\s[A-ZĐ]\.\s?[{UPPER}][^\W\d_]*)"
)
# a name taken apart by signs
_APART = re.compile(rf"(?<!\w)[{UPPER}][^\W\d_]*(?:(?:[.\-_*·~]|\s[.\-_*·~]\s)[{UPPER}][^\W\d_]*){{2,}}")
# what a network's own page writes behind or in front of a name, copied with the comment
_COPIED = re.compile(
    r"(?:(?<!\w)(?:[^\W\d_]+ ){0,4}[^\W\d_]+(?=\s?(?:fan cứng|\(tác giả\)|· ?\d|· ?(?:thích|theo dõi)|đã bình luận"
    r"|đã trả lời|viết:|\n\d+ (?:phút|giờ|ngày|tuần)\b)))"
    r"|(?<=trả lời )(?:[^\W\d_]+ ?){1,5}(?=[:\n]|$)|(?:(?<=re: )|(?<=reply · ))(?:[^\W\d_]+ ?){1,5}",
    re.IGNORECASE,
)
_KEPT_INITIALS = re.compile(r"(?i)tp\.|l\.?đ|u\.?b|t\.p")
_STARTS = frozenset('.!?\n:;…"“(-–—•*')
_SYLLABLE = re.compile(
    r"(?:ngh?|ch|gh|gi|kh|nh|ph|qu|th|tr|dd|dz|[bcdghklmnpqrstvxfjzw])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_MANY_CAPITALS = 0.6  # share of capital words from which capitals say nothing
_WEAK = frozenset(
    {"tên", "ten", "gặp", "gap", "con trai", "con gái", "con gai", "id", "line", "user", "face", "được gọi", "hay gọi"}
    | {"ký", "ky", "duoc goi", "hay goi", "threads", "pass", "ins"}
)  # may introduce other things
_LONGEST = 4  # words of a name


def looks_vietnamese(word: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable, marks aside."""
    return bool(_SYLLABLE.fullmatch(_STRETCHED.sub(r"\1", bare(word))))


@dataclass(frozen=True, slots=True)
class _Token:
    word: str  # lower case
    start: int
    end: int
    capital: bool
    opens: bool  # a sentence or line begins here
    near: bool  # only a space stands before it


def without_names(text: str) -> str:
    """Give `text` with names of persons replaced by `HIDDEN`."""
    text = _INITIALS.sub(lambda match: match[0] if _KEPT_INITIALS.search(match[0]) else HIDDEN, text)
    text = _APART.sub(HIDDEN, _COPIED.sub(HIDDEN, text))
    text = _introduced(text)
    tokens = _tokens(text)
    hidden = _found(tokens, identity_words())
    parts, end = [], 0
    for token, gone in zip(tokens, hidden, strict=True):
        if gone:
            parts += [text[end : token.start], HIDDEN]
            end = token.end
    return "".join([*parts, text[end:]])


def _tokens(text: str) -> list[_Token]:
    spans = [match.span() for match in _WORD.finditer(text) if text[match.start() - 1 : match.end() + 1] != HIDDEN]
    loud = sum(text[a:b][0].isupper() for a, b in spans) > _MANY_CAPITALS * len(spans) and len(spans) > _LONGEST
    found: list[_Token] = []
    before = 0
    for start, end in spans:
        gap = text[before:start]
        opens = before == 0 or bool(_STARTS & set(gap))
        found.append(_Token(text[start:end].lower(), start, end, text[start].isupper() and not loud, opens, gap == " "))
        before = end
    return found


def _found(tokens: Sequence[_Token], words: IdentityWords) -> list[bool]:
    gone = [False] * len(tokens)
    safe = _kept(tokens, words)
    for i in range(len(tokens)):
        for length in (
            0 if safe[i] else max(_full_name(tokens, i, words), _unusual(tokens, i, words, safe)),
            _titled(tokens, i, words, safe),
            _called(tokens, i, words, safe),
        ):
            for j in range(i, min(i + length, len(tokens))):
                gone[j] = True
    for i in range(len(tokens)):
        if not safe[i] and not gone[i]:
            gone[i] = _is_name_word(tokens, i, words, safe)
    for i, token in enumerate(tokens):  # a title in front of a name stays, the words of the name do not
        if gone[i] and token.word in words.titles and not token.capital:
            gone[i] = False
    return gone


def _kept(tokens: Sequence[_Token], words: IdentityWords) -> list[bool]:
    safe = [False] * len(tokens)
    spoken = [token.word for token in tokens]
    for i in range(len(tokens)):
        for phrase in words.kept.get(spoken[i], ()):
            if tuple(spoken[i : i + len(phrase)]) == phrase:
                safe[i : i + len(phrase)] = [True] * len(phrase)
                break
    return safe


def _full_name(tokens: Sequence[_Token], i: int, words: IdentityWords) -> int:
    """Words of a full name that begins here in whatever case, 0 when none does."""
    first, *rest = (token.word for token in tokens[i : i + _LONGEST + 1])
    if not rest or first not in words.surnames | words.bare_surnames:
        return 0
    if rest[0] in {"văn", "thị", "van", "thi"} and len(rest) > 1:
        more = len(rest) > 2 and (rest[2] in words.givens or rest[2] in words.bare_givens)
        return 4 if more else 3
    parts = words.middles | words.givens
    if first in words.small_surnames and len(rest) > 1 and rest[0] in parts and rest[1] in parts:
        return 4 if len(rest) > 2 and rest[2] in words.givens else 3
    if first in words.bare_small_surnames and len(rest) > 1 and {*rest[:2]} <= words.bare_givens:
        return 3
    marked = (first in words.plain_surnames and not first.isascii()) or first in {"phan", "nguyen", "tran"}
    known = words.givens | words.middles if marked and not first.isascii() else words.bare_givens
    if not (marked or first in words.bare_plain_surnames) or rest[0] not in known:
        return 0
    length = 2
    while length <= len(rest) and length < _LONGEST and rest[length - 1] in known:
        length += 1
    return length if length > 2 or not first.isascii() or first in {"nguyen", "tran"} else 0


def _unusual(tokens: Sequence[_Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """Words of a row that begins here, fit for a name and never met otherwise; 0 when there is none."""
    row = [token.word for token in tokens[i : i + _LONGEST]]
    near = 1
    while near < len(row) and tokens[i + near].near and not safe[i + near] and bare(row[near]) in words.bare_givens:
        near += 1
    known = bare(row[0]) in words.bare_surnames
    if near < 3 or not known or (row[0] in words.function and row[0] != bare(row[0])):
        return 0
    ordinary = [is_ordinary(*pair) for pair in pairwise(row[:near])]
    if not ordinary[0]:
        return near
    return near if not all(ordinary) and row[1] in words.middles else 0


def _titled(tokens: Sequence[_Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """Words from a title to the end of the name behind it; the title itself is given back by the caller."""
    if tokens[i].word not in words.titles or i + 1 >= len(tokens) or safe[i + 1] or not tokens[i + 1].near:
        return 0
    after = tokens[i + 1]
    following = tokens[i + 2].word if i + 2 < len(tokens) else ""
    if after.word in words.titles and not after.capital:
        return 0
    known = after.word in words.givens or after.word in words.bare_givens
    rare = known and tokens[i].word in words.sure_titles and not is_ordinary(tokens[i].word, after.word)
    sure = after.capital or after.word in words.sure_givens or rare
    called = (known and following in words.calls) or (after.word in words.givens and not following)
    if not (sure or called):
        return 0
    length = 2
    while i + length < len(tokens) and length <= _LONGEST and not safe[i + length] and tokens[i + length].near:
        one = tokens[i + length]
        if not (one.capital or one.word in words.sure_givens):
            break
        length += 1
    return length


def _called(tokens: Sequence[_Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """1 when the word here is called by name ("hằng ơi"): nobody but the few that are called by what they are."""
    after = tokens[i + 1].word if i + 1 < len(tokens) else ""
    calls = after in {"ơi", "oi", "ui", "ới", "êi"} and tokens[i + 1].near
    return int(calls and not safe[i] and tokens[i].word not in words.titles | words.callable)


def _is_name_word(tokens: Sequence[_Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> bool:
    """Whether a single word is taken for a name: a sure given name, or a capital that opens nothing."""
    token = tokens[i]
    if token.word in words.sure_givens and not token.word.isascii():
        return True
    beside = [tokens[j].word for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    if token.word in words.givens and any(word in words.sure_givens for word in beside):
        return True
    if not token.capital or _is_short_form(token, words):
        return False
    if not token.opens:
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or not after.near:
        return token.word in (words.givens if after is None else words.sure_givens)
    if after.word in words.calls and after.word != "ạ":
        return token.word in words.givens or bare(token.word) in words.bare_surnames
    if after.capital and not _is_short_form(after, words) and not safe[i + 1]:
        return True  # two capitals begin a name; a word lost in front of one is no harm
    return token.word in words.sure_givens or (token.word in words.givens and after.word in words.does)


def _is_short_form(token: _Token, words: IdentityWords) -> bool:
    return token.word in words.foreign or token.word in words.short_forms or token.word in words.function


def _introduced(text: str) -> str:
    return _introduction().sub(_without_introduced, text)


def _without_introduced(match: re.Match[str]) -> str:
    words = identity_words()
    parts = match["rest"].split(" ")
    taken = 0
    weak = match["before"].strip(" :=-–").lower() in _WEAK
    for part in parts[:_LONGEST]:
        folded = part.strip(".,:;!?()\"'").lower()
        known = folded in words.givens | words.middles | words.surnames or bare(folded) in words.bare_givens
        told = known or part[0].isupper() or not folded.isalpha()
        if not folded or folded in words.function or ((taken or weak) and not told):
            break
        taken += 1
    if not taken:
        return match[0]
    return " ".join([f"{match['before']}{HIDDEN}", *parts[taken:]])


@cache
def _introduction() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, identity_words().introductions))
    return re.compile(
        rf"(?P<before>(?<!\w)(?:{phrases})(?:[ ]*(?:là|la|tên|em|mình|tôi|của em|của mình|:|=|-|–)[ ]*|[ ]+|:?\n)+)"
        r"(?P<rest>[^\s,;.!?\[]\S*(?: [^\s,;!?\[]+){0,4})",
        re.IGNORECASE,
    )
