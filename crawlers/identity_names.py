"""Names of persons in comments: found by surnames, titles, introductions, vocatives and capitals; hidden in doubt.

A name of a body, a province or a maker that identities.toml keeps stays; every other capital word inside a sentence
goes, because in a comment it is a person's more often than not.
"""

import re
from collections.abc import Sequence
from functools import cache

from crawlers.identity_marks import HIDDEN, UPPER
from crawlers.identity_pairs import is_ordinary
from crawlers.identity_rows import LONGEST, MARKED, may_name, name_row
from crawlers.identity_titles import belongs, is_called, title_at
from crawlers.identity_tokens import Token, tokens_of
from crawlers.identity_words import IdentityWords, bare, identity_words

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
    r"|(?<=trả lời )(?:[^\W\d_]+ ?){1,5}(?=[:\n])"
    rf"|(?<=trả lời )(?-i:[{UPPER}])[^\W\d_]*(?: [^\W\d_]+){{0,4}}$"
    r"|(?:(?<=re: )|(?<=reply · ))(?:[^\W\d_]+ ?){1,5}",
    re.IGNORECASE,
)
_KEPT_INITIALS = re.compile(r"(?i)tp\.|l\.?đ|u\.?b|t\.p")
_SYLLABLE = re.compile(
    r"(?:ngh?|ch|gh|gi|kh|nh|ph|qu|th|tr|dd|dz|[bcdghklmnpqrstvxfjzw])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_WEAK = frozenset(
    {"tag", "rep", "mention", "tên", "ten", "gặp", "gap", "con trai", "con gái", "con gai", "id", "line", "user"}
    | {"face", "được gọi", "hay gọi", "ký", "ky", "duoc goi", "hay goi", "threads", "pass", "ins"}
)  # may introduce other things


def looks_vietnamese(word: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable, marks aside."""
    return bool(_SYLLABLE.fullmatch(_STRETCHED.sub(r"\1", bare(word))))


def without_names(text: str) -> str:
    """Give `text` with names of persons replaced by `HIDDEN`."""
    text = _INITIALS.sub(lambda match: match[0] if _KEPT_INITIALS.search(match[0]) else HIDDEN, text)
    text = _APART.sub(HIDDEN, _COPIED.sub(HIDDEN, text))
    text = _introduced(text)
    tokens = tokens_of(text)
    hidden = _found(tokens, identity_words())
    parts, end = [], 0
    for token, gone in zip(tokens, hidden, strict=True):
        if gone:
            parts += [text[end : token.start], HIDDEN]
            end = token.end
    return "".join([*parts, text[end:]])


def _found(tokens: Sequence[Token], words: IdentityWords) -> list[bool]:
    gone = [False] * len(tokens)
    safe = _kept(tokens, words)
    for i in range(len(tokens)):
        length = max(name_row(tokens, i, words, safe), _called(tokens, i, words, safe))
        for j in (*range(i, min(i + length, len(tokens))), *_titled(tokens, i, words, safe)):
            gone[j] = True
    for i in range(len(tokens)):
        if not safe[i] and not gone[i]:
            gone[i] = _is_name_word(tokens, i, words, safe)
    for i in range(1, len(tokens)):  # "Hồ Thanh Hoa" is no province
        name_goes_on = gone[i - 1] and tokens[i - 1].word in words.surnames and tokens[i].near and tokens[i].capital
        if safe[i] and name_goes_on and tokens[i].word in words.bare_givens:
            gone[i : i + 2] = [True] * len(gone[i : i + 2])
    for i, token in enumerate(tokens):  # a title in front of a name stays, the words of the name do not
        if gone[i] and token.word in words.titles and not token.capital:
            gone[i] = False
    return gone


def _kept(tokens: Sequence[Token], words: IdentityWords) -> list[bool]:
    safe = [False] * len(tokens)
    spoken = [token.word for token in tokens]
    marked = sum(not word.isascii() for word in spoken) > MARKED * len(spoken)
    for i in range(len(tokens)):
        for phrase in words.kept.get(spoken[i], ()):
            if tuple(spoken[i : i + len(phrase)]) == phrase and not (marked and phrase in words.kept_bare):
                safe[i : i + len(phrase)] = [True] * len(phrase)
                break
    return safe


def _titled(tokens: Sequence[Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> range:
    """The places of the name behind a title or an office that begins here, none when there is none."""
    near = i + 1
    while near < min(i + LONGEST, len(tokens)) and tokens[near].near:
        near += 1
    first = i + (title_at([token.word for token in tokens[i:near]], words) if not safe[i] or near > i else 0)
    if first == i or first >= len(tokens) or not tokens[first].near or safe[first]:
        return range(0)
    if not _is_titled(tokens, i, first, words):
        return range(0)
    last = first + 1
    while last < min(first + LONGEST, len(tokens)) and not safe[last] and tokens[last].near:
        if not (tokens[last].capital or tokens[last].word in words.sure_givens or _goes_on(tokens, last, words)):
            break
        last += 1
    return range(first, last)


def _goes_on(tokens: Sequence[Token], i: int, words: IdentityWords) -> bool:
    """Whether a small word behind the first of a name is its second: a given name that belongs to nothing around it."""
    word, after = tokens[i].word, tokens[i + 1].word if i + 1 < len(tokens) and tokens[i + 1].near else ""
    if word not in words.givens or word in words.function | words.does:
        return False
    return not (belongs(word, after) or is_ordinary(tokens[i - 1].word, word) or is_ordinary(word, after))


def _is_titled(tokens: Sequence[Token], i: int, first: int, words: IdentityWords) -> bool:
    after = tokens[first]
    if after.capital or after.word in words.sure_givens:
        return True
    if after.word in words.titles:
        return False
    behind = tokens[first + 1] if first + 1 < len(tokens) and tokens[first + 1].near else None
    following = behind.word if behind else ""
    title = " ".join(token.word for token in tokens[i:first])
    return is_called(title, after.word, following, words) or (after.word in words.givens and following in words.calls)


def _called(tokens: Sequence[Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> int:
    """1 when the word here is called by name ("hằng ơi"): nobody but the few that are called by what they are."""
    after = tokens[i + 1].word if i + 1 < len(tokens) else ""
    calls = after in {"ơi", "oi", "ui", "ới", "êi"} and tokens[i + 1].near
    return int(calls and not safe[i] and tokens[i].word not in words.titles | words.callable)


def _is_name_word(tokens: Sequence[Token], i: int, words: IdentityWords, safe: Sequence[bool]) -> bool:
    """Whether a single word is taken for a name: a sure given name, or a capital that opens nothing."""
    token = tokens[i]
    before = tokens[i - 1].word if i and token.near else ""
    after_it = tokens[i + 1].word if i + 1 < len(tokens) and tokens[i + 1].near else ""
    alone = token.capital or not (belongs(before, token.word) or belongs(token.word, after_it))
    if alone and token.word in words.sure_givens and not token.word.isascii():
        return True
    beside = [tokens[j].word for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    if alone and token.word in words.givens and any(word in words.sure_givens for word in beside):
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


def _is_short_form(token: Token, words: IdentityWords) -> bool:
    return token.word in words.foreign or token.word in words.short_forms or token.word in words.function


def _introduced(text: str) -> str:
    return _introduction().sub(_without_introduced, text)


def _without_introduced(match: re.Match[str]) -> str:
    words = identity_words()
    parts = match["rest"].split(" ")
    taken = 0
    weak = match["before"].strip(" :=-–").lower() in _WEAK
    for place, part in enumerate(parts[:LONGEST]):
        folded = part.strip(".,:;!?()\"'").lower()
        known = folded in words.surnames or may_name(folded, words)
        told = known or part[0].isupper() or not folded.isalpha()
        ordinary = belongs(folded, parts[place + 1].strip(".,").lower() if place + 1 < len(parts) else "")
        if not folded or folded in words.function or (part.islower() and ordinary) or ((taken or weak) and not told):
            break
        taken += 1
    if not taken:
        return match[0]
    return " ".join([f"{match['before']}{HIDDEN}", *parts[taken:]])


@cache
def _introduction() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, identity_words().introductions))
    return re.compile(
        rf"(?P<before>(?<!\w)(?:{phrases})"
        r"(?:[ ]*(?:(?:là|la|tên|em|mình|tôi|của em|của mình)(?!\w)|:|=|-|–)[ ]*|[ ]+|:?\n)+)"
        r"(?P<rest>[^\s,;.!?\[]\S*(?: [^\s,;!?\[]+){0,4})",
        re.IGNORECASE,
    )
