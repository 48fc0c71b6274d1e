"""Who signed an article, and what a sapo begins with."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from crawlers.body import Paragraph
from crawlers.lines import one_line

_MAX_WORDS = 14
_WORD = re.compile(r"\w+")
_ORGANISATION = re.compile(
    r"^(?:báo|tạp chí|ban biên tập|tòa soạn|toà soạn|đài|cổng thông tin|trang tin|admin\w*|editor|bbt)\b"
    r"|\b(?:online|newspaper|news|điện tử)\b|\.(?:vn|com|net)\b|^https?:|@|^(?:theo|nguồn)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:tác giả|thực hiện|bài(?: và |, | & |-|/)?(?:ảnh|hình|clip|video)?|tin(?:, | và |-|/)(?:ảnh|bài)"
    r"|nội dung|phóng viên|pv|by|ảnh|video|clip|đồ họa)\s*:\s*|^(?:by|tác giả|thực hiện|bài(?: và |, | & )ảnh)\s+",
    re.IGNORECASE,
)
# "Nguyễn Hằng/VOV.VN", "Thu Hà (TTXVN)": the names are before the agency
_AGENCY = re.compile(r"\s*[/(|]\s*(?:VOV|TTXVN|VTV|Vietnam\+|Vietnamplus|Báo|BNEWS|TTX)\b.*$", re.IGNORECASE)
_SOURCE = re.compile(r"\s*[(\[]?\s*\b(?:theo|tổng hợp(?: từ)?|dịch từ|nguồn)\b:?\s+.*$", re.IGNORECASE)
# "Việt Thành tổng hợp", "Hoàng Lê (dịch)": what the person did with somebody else's text
_DEED = re.compile(
    r"\s*[-–,(]?\s*\b(?:tổng hợp|biên dịch|lược dịch|dịch|ghi|thực hiện|biên tập|t/h)\s*\)?\s*$", re.IGNORECASE
)
# "Hương Giang - Ảnh: Minh Đức": behind the names, who made what is not the text; a stamp
_BESIDE = re.compile(
    r"\s*(?:[-–|,(]\s*)?\b(?:ảnh|hình|video|clip|đồ họa|đồ hoạ|thiết kế|trình bày|kỹ thuật|infographic)\s*:.*$"
    r"|\s*[-–|,]?\s*\d{1,2}[/:h]\d{1,2}.*$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\s*[-–—|]\s*(?:xem các bài|tác giả|phóng viên|theo dõi|follow).*$", re.IGNORECASE)
_LONGEST = 1000  # letters; what is longer names nobody
_MAIL = re.compile(r"\(?\s*[\w.+-]+@[\w.-]+\.\w+\s*\)?")
_SIGN = re.compile(r"[-–—|/(@:\d]")  # without any of these, four of the patterns find nothing
_EDGES = " \t,;:.|/()[]-–—•·*"
_SAPO_PREFIX = re.compile(
    r"""^(\(\s*[^()\n]{2,40}\s*\)\s*[-–—:.]*\s*      # (Dân trí) - , (PLO)- , (Chinhphu.vn) -
        |(?:[A-ZĐ]{2,8}|[A-ZĐ][A-Za-z]{1,10}\.vn|TTXVN|VOV\.VN|NĐO|NDĐT|HNMO?|SGGPO?|CAND|KTĐT|BHXH|TPO|TTO|NLĐO|LĐO)\s*[-–—]+\s+)""",
    re.VERBOSE,
)


def fold(text: str) -> str:
    """Lower-case words of a text in NFC without marks of punctuation, for comparing."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def first_word(text: str) -> str:
    """The first word that `fold` gives of a text; "" without one."""
    word = _WORD.search(text)
    return word.group().lower() if word else ""


def sapo_prefix(sapo: str, prefixes: Sequence[str] = ()) -> tuple[str, str]:
    """The outlet's mark at the head of a sapo, as written, and the sapo without it; ("", sapo) without a mark.

    `prefixes` are marks known of the outlet ("NDO - "); the usual forms ("(Dân trí) - ", "(PLO)-", "TTO - ")
    are recognised without them.
    """
    for prefix in prefixes:
        if sapo.casefold().startswith(prefix.strip().casefold()):
            size = len(prefix.strip())
            rest = sapo[size:].lstrip(" -–—:")
            return sapo[: len(sapo) - len(rest)], rest
    match = _SAPO_PREFIX.match(sapo)
    if match is None or match.end() == len(sapo):
        return "", sapo
    return match.group(0), sapo[match.end() :]


def clean_byline(raw: str, *, outlet: Iterable[str] = ()) -> str | None:
    """The names of a byline as written, without labels, sources and addresses; None when it names no person.

    `outlet` are names of the outlet itself (name, publisher, host): they sign machine records, not articles.
    """
    text = one_line(raw[:_LONGEST])
    has_signs = _SIGN.search(text) is not None
    text = _LABEL.sub("", _MAIL.sub(" ", text) if has_signs else text)
    if has_signs:
        text = _BESIDE.sub("", _AGENCY.sub("", _ROLE.sub("", text)))
    text = _DEED.sub("", text)
    source = _SOURCE.search(text)
    if source and source.start() > 0:
        text = text[: source.start()]
    text = one_line(text).strip(_EDGES)
    if not text or text.count(" ") >= _MAX_WORDS or not any(letter.isalpha() for letter in text):
        return None
    names = set(fold(text).split())
    if _ORGANISATION.search(text) or any(names <= set(fold(name).split()) for name in outlet if name):
        return None
    return text


def join_bylines(names: Iterable[str]) -> str:
    """Several bylines in one line: a comma between them unless the page wrote its own mark."""
    line = ""
    for name in dict.fromkeys(one_line(name) for name in names):
        if name:
            line += name if not line else (" " if line[-1] in "-–,&;" else ", ") + name
    return line


_CREDIT = re.compile(
    r"^\(?\s*(?:theo|nguồn|nguồn tin|tổng hợp|ảnh|video|clip|đồ họa|thực hiện|bài,? (?:và )?ảnh"
    r"|bài:|tin,? (?:và )?(?:bài|ảnh)|ảnh,? video|nội dung:|thiết kế|trình bày|biên dịch|dịch:)(?!\w)",
    re.IGNORECASE,
)
# "(TTXVN/Vietnam+)", "Theo TTXVN" without its first word: the agency alone on a line
_AGENCY_ALONE = re.compile(
    r"^\W*(?:(?:TTXVN|Vietnam\+|VietnamPlus|BNEWS|VOV|VTV|TTX|VGP|Báo Tin tức)\W*)+$", re.IGNORECASE
)
_POINTER = re.compile(
    r"^(?:>>|»|->|\.\.>>|[►▶☞*\s]*(?:xem thêm|đọc thêm|xem tiếp|tin liên quan|bài liên quan|tin bài liên quan|"
    r"có thể bạn quan tâm|mời (?:bạn|quý|độc giả|các bạn)[^.]{0,40}(?:đọc|xem|theo dõi|đón)|mời xem|quảng cáo$|"
    r"đọc tiếp$|về trang chủ đề|"
    r"theo dõi [^.]{0,60}(?:trên|tại) (?:google news|zalo|facebook|youtube)|bấm vào đây|trở lại (?:trang|mục|đầu)))",
    re.IGNORECASE,
)
_POINTER_WORDS = 45
_POINTER_FIRST = frozenset(">».-►▶☞* xđtbcmqv XĐTBCMQV")  # with what a pointer begins, before the pattern is tried
_NAME_WORD = re.compile(r"^(?:[A-ZĐÀ-ỸƠƯĂÂÊÔ][\w.'’]*|[-–&,/]|và)$")


def _is_credit(text: str, author: str | None) -> bool:
    """Whether a closing paragraph is the signature or the source of an article and not its text."""
    if text.count(" ") >= _MAX_WORDS:
        return False
    words = text.split()
    if len(words) > _MAX_WORDS:
        return False
    if _AGENCY_ALONE.match(text):
        return True
    folded = fold(text)
    if author and folded and (folded == fold(author) or folded in fold(author)):
        return True
    if text.rstrip(")").endswith((".", "!", "?", '"', "”", ":")) and len(words) > 4:
        return False
    if _CREDIT.match(text):
        return len(words) <= 10
    return 2 <= len(words) <= 6 and text.isupper() and all(_NAME_WORD.match(word) for word in words)


def _is_pointer(text: str) -> bool:
    return _POINTER.match(text) is not None and text.count(" ") < _POINTER_WORDS


def strip_credits(paragraphs: list[Paragraph], author: str | None) -> list[Paragraph]:
    """Paragraphs without pointers to other articles and without the closing signature or source line."""
    kept = [one for one in paragraphs if one.text[0] not in _POINTER_FIRST or not _is_pointer(one.text)]
    for _ in range(3):  # name, source, photographer
        if len(kept) > 1 and _is_credit(kept[-1].text, author):
            kept.pop()
    return kept
