"""What is written for machines or dials a person up: addresses of the net, numbers, codes, plates, where one lives.

Every function gives its text with what it found replaced by `HIDDEN`. In doubt it hides.
"""

import re
from functools import cache

from crawlers.identity_words import identity_words

HIDDEN = "[ẩn]"
UPPER = "".join(char for char in map(chr, range(0x41, 0x1EFA)) if char.isupper() and (char < "ƶ" or char > "Ḁ"))
_AT = r"(?:@|[(\[{]\s*(?:at|a còng|a|@)\s*[)\]}]|(?<=\s)(?:at|a còng|a cong|acong)(?=\s))"
_DOT = r"\s*(?:\.|[(\[{]\s*(?:dot|chấm)\s*[)\]}]|(?<=\s)(?:dot|chấm|cham)(?=\s))\s*"
_ENDINGS = (
    "com|vn|net|org|me|info|io|be|gl|ly|fb|co|xyz|top|link|app|edu|gov|tv|cc"
    "|ru|cn|us|uk|asia|biz|online|site|shop|page|dev|to"
)
_EMAIL = re.compile(
    rf"[\w.+\-]+(?:{_DOT}[\w+\-]+){{0,5}}\s*{_AT}\s*[\w\-]+(?:{_DOT}[\w\-]+){{1,5}}|[\w.+\-]+@[\w.\-]+", re.IGNORECASE
)
_URL = re.compile(
    rf"(?:https?|hxxps?|ftp)\s*:\s*/\s*/\s*\S+|www\s?\.\S+"
    rf"|(?<![\w@])[\w\-]+(?:(?:\s?\.\s?|\s(?:chấm|cham|dot)\s)[\w\-]+){{0,6}}(?:\.|\s\.\s?|\s(?:chấm|cham|dot)\s)(?:{_ENDINGS})\b"
    r"(?:\s?(?:/|gạch chéo|slash)\s?[^\s,;]*)*",
    re.IGNORECASE,
)
_HANDLE = re.compile(rf"@\[[^\]]*\]|[@#]\s?[^\s,;:!?]+(?:\s+[{UPPER}][^\W\d_]*){{0,4}}")
_MACHINE = re.compile(
    r"(?:[0-9a-f]{2}[:\-]){5}[0-9a-f]{2}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r"|\d{1,3}(?:\s?[°º]|\s?độ)\s?\d[^\s,;]*(?:\s?\d[^\s,;]*['\"′″NSEWBĐ])*",
    re.IGNORECASE,
)
# figures with any signs between them: nobody writes "lương 5 🌟 300"
_RUN = re.compile(
    r"(?<![\w])[(+]{0,4}(?:\d|[oO](?=\d))(?:(?:(?:[^\w\[\]]|_){0,4}|\s?[xX]\s?)[\doOlIQ](?![a-zà-ỹA-ZĐ]{2})){5,}[)]*"
)
_DIGIT = (
    r"(?:không|khong|hông|một|mot|mốt|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|lam|nhăm|sáu|sau"
    r"|bảy|bay|bẩy|tám|tam|chín|chin|linh|lẻ|le|zero|mươi|muoi|\d)"
)
_SPELLED = re.compile(rf"(?<![\w])(?:{_DIGIT}[\s.,\-/]*){{6,}}(?![^\W_])", re.IGNORECASE)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,\s]\d{3})+(?:[.,]\d{1,2})?")
_MONEY = re.compile(
    r"\s*(?:đ|d|vnđ|vnd|đồng|dong|k|tr|triệu|trieu|nghìn|ngàn|ngan|tỷ|tỉ|ty|usd"
    r"|\$|%|người|nguoi|lao động|công nhân|đoàn viên)(?![^\W\d_])",
    re.IGNORECASE,
)
_DATE = re.compile(r"\(?(?:\d{1,2}[/\-.])?\d{1,2}[/\-.](20[1-9]\d)\)?")
_YEARS = re.compile(r"\(?20[0-4]\d\s?[\-–/]\s?20[0-4]\d\)?")
_LAW = re.compile(r"\d{1,4}/(?:\d{4}/)?[A-ZĐ]{2,}\d{0,2}(?:-[A-ZĐ]{2,})*")
_LAW_REST = re.compile(r"/(?:NĐ|QĐ|TT|NQ|QH|KH|CT|CTr|HD|TLĐ)")
_BORN = re.compile(
    r"(?<!\w)(?:(?:năm |ngày |ngay |nam )?(?:sinh|sn|ns|dob|đẻ)(?: năm| ngày| nam| ngay)?)\s*[:.]?"
    r"\s*(?:\d[\d/\-.]*(?:[ ]\d[\d/\-.]*)*(?:tháng \d+ năm \d+)?"
    r"|(?:(?:một|mot|hai|ba|bốn|bon|tư|năm|nam|sáu|sau|bảy|bay|tám|tam|chín|chin|không|khong)(?!\w)\s?){2,})",
    re.IGNORECASE,
)
# a hamlet by its name in small letters
_HAMLET = re.compile(
    r"(?<!\w)(?:ấp|thôn|thon|xóm|phum)\s(?!(?:trọ|nào|thả|thon|quê|làng|giềng|liềng|mình|nhà|lao|em|tôi|tui|ngoài|trong|bản|ủ|úng|có|này"
    r"|dân|chợ|núi|nghèo|ở|là|không|cũng|đang|chưa|đều|và|còn|với|thì|mà|bị|đi|đạo|nữ|xóm|thôn|ấp)\b)[^\W\d_]+"
    r"(?:\s(?!(?:có|cũng|đang|là|không|chưa|ở|và|với|thì|mà|bị|bao|mong|nhà|em|mình|tôi|lương|công|xã|huyện)\b)[^\W\d_]+)?",
    re.IGNORECASE,
)
# a house and its street in small letters; a ward behind its letter
_HOME = re.compile(
    r"(?<!\w)(?:sn|số nhà|so nha|nhà số|đ/c|địa chỉ|dia chi)\W{0,3}\d+(?!\d?[/.\-]\d{1,2}[/.\-])[\w/\-]*"
    r"(?:,?\s[^\W\d_]+){1,3}"
    r"|(?<!\w)(?:p|q|h|x|tt)\.\s?[^\W\d_]+(?:\s[^\W\d_]+)?",
    re.IGNORECASE,
)
_LONG_DATE = re.compile(
    r"(?:ngày\s)?\d{1,2}\s(?:tháng|thang)\s\d{1,2}\s(?:năm|nam)\s(?:19\d\d|200\d)|\d{1,2}[/\-.]\d{1,2}[/\-.](?:19\d\d|200\d|\d\d)(?!\d)",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<![\w])\d{2}\s?[-–.]?\s?(?:[A-ZĐ]{1,2}\d?|[A-ZĐ]\s\d)\s?[-–.]?\s?(?:\d{3}[.\s]?\d{2}|\d{4,5})(?!\w)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![^\W_])(?=[\w.\-/]*\d)(?=[\w.\-/]*[^\W\d_])[^\W_][\w.\-/]*[^\W_]")
_QUANTITY = re.compile(
    r"\d{1,4}(?:[.,]\d{1,3})*(?:k|tr|h|g|p|%|đ|d|ty|tỷ|tỉ|m|m2|kg|km|x|cn|trđ|triệu|tháng|thg|năm|ngày|ng|người|lần|giờ|phút|h\d\d|tr\d{1,3}|g\d\d|k\d|đ/kwh|/\d+\w?|th|suất|ca|nghìn|ngàn)"
    r"|(?:t|q|quý|tháng|thg|lần|ca|năm|covid|sars|g|f|top|vtv|vov|htv|nđ|ca)[.\-]?\d{1,4}(?:/\d{1,4})?|(?:19|20)\d\d",
    re.IGNORECASE,
)  # fmt: skip
# what is left of a number beside a part of it that was found
_BESIDE = re.compile(rf"(?:(?<![\w])\d[\d.\-/]*[\s.\-/]*)?{re.escape(HIDDEN)}(?:[\s.\-/]*\d[\d.\-/]*(?![\w%]))?")
# a handle typed with a hyphen; and what is glued to something hidden
_HYPHENED = re.compile(r"(?<![\w\-])[a-z]{2,}(?:-[a-z]{2,})+(?![\w\-])")
_GLUED = re.compile(
    rf"[\w\-.]*[\w][^\w\s,.;:!?()\[\]…\"“”]?{re.escape(HIDDEN)}|{re.escape(HIDDEN)}[^\w\s,.;:!?()\[\]…\"“”'][\w.\-]+"
)
# A bare number that counts nothing: three figures and more without a unit behind it, not round, no late year
_BARE = re.compile(r"(?<![\w.,/%\-])\d{3,}(?![\w%/]|[.,\-]\d)")
_UNIT = re.compile(
    r"[^\S\n]*(?:đ|d|k|tr|đồng|dong|triệu|trieu|nghìn|nghin|ngàn|ngan|tỷ|tỉ|người|nguoi|công nhân|cong nhan|lao động"
    r"|lao dong|đoàn viên|doan vien|suất|phần|căn|giờ|gio|tiếng|tieng|phút|ngày|ngay|tháng|thang|năm|nam|ca|mét"
    r"|m2|km|kg|số|ký"
    r"|vé|xe|hộ|cn|nld|nlđ|cháu|em|doanh nghiệp|doanh nghiep|cty|công ty|cong ty|trường hợp|bình luận|like|view"
    r"|cái|sản phẩm|đôi|chiếc|con|lượt|phòng|nhà|usd|một|mot|mỗi|moi|-|–|\$|%)(?![^\W\d_])",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:từ|tu|đến|den|tới|toi|vào|vao|hồi|luật|luat|khoá|khóa)(?:\s(?:năm|nam))?\s$", re.IGNORECASE)
_LEAST_CODE = 4
_CLAUSE_WORDS = 12


def without_net(text: str) -> str:
    """Hide e-mail addresses, links, mentions and tags, as well as numbers of machines and places on the globe."""
    for pattern in (_EMAIL, _URL, _HANDLE, _MACHINE):
        text = pattern.sub(HIDDEN, text)
    return text


def without_numbers(text: str) -> str:
    """Hide telephone, identity, account and card numbers in figures or words, birthdays, plates and codes.

    Money, quantities, recent days and the numbers of laws stay: opinion is about them.
    """
    text = _BORN.sub(HIDDEN, _HOME.sub(HIDDEN, text))
    text = _PLATE.sub(HIDDEN, text)
    text = _numbered().sub(HIDDEN, text)
    text = _RUN.sub(lambda match: _judged(match, text), text)
    text = _LONG_DATE.sub(HIDDEN, text)
    text = _SPELLED.sub(lambda match: HIDDEN if _has_word(match[0]) else match[0], text)
    text = _CODE.sub(lambda match: match[0] if _is_plain_code(match[0]) else HIDDEN, text)
    text = _BARE.sub(lambda match: match[0] if _counts(match, text) else HIDDEN, text)
    return without_rests(text)


def without_handles(text: str) -> str:
    """Hide handles with hyphens, and what is glued to something hidden."""
    return _GLUED.sub(HIDDEN, _HYPHENED.sub(lambda match: match[0] if _is_phrase(match[0]) else HIDDEN, text))


def without_addresses(text: str) -> str:
    """Hide where somebody lives: a word for a place with its number or name, and the places that follow it."""
    return _HAMLET.sub(HIDDEN, _address().sub(HIDDEN, text))


def without_rests(text: str) -> str:
    """Hide figures that stand beside something hidden: a house number before its street, the end of a number."""
    return _BESIDE.sub(HIDDEN, text)


def _counts(match: re.Match[str], text: str) -> bool:
    """Whether a bare number tells how many or since when, and so nobody's."""
    number, before = match[0], text[max(0, match.start() - 12) : match.start()]
    if number.startswith("0"):
        return False
    if _UNIT.match(text, match.end()):
        return True
    if len(number) == 4 and "1940" <= number < "2050":
        return number >= "2010" or bool(_SINCE.search(before))
    return number.endswith("000") or (len(number) < 5 and number.endswith("0" if len(number) == 3 else "00"))


def _is_phrase(joined: str) -> bool:
    words = identity_words()
    names = words.bare_surnames | words.bare_givens
    return not any(part in names for part in joined.split("-"))


def _has_word(run: str) -> bool:
    return any(map(str.isalpha, run))


def _judged(match: re.Match[str], text: str) -> str:
    run, rest = match[0], text[match.end() : match.end() + 12]
    figures = run.strip(" .,-")
    if _DATE.fullmatch(figures) or _YEARS.fullmatch(figures) or _LAW_REST.match(rest):
        return run
    if _GROUPED.fullmatch(figures) and (_MONEY.match(rest) or (figures.endswith("000") and len(figures) < 10)):
        return run
    return HIDDEN


def _is_plain_code(code: str) -> bool:
    plain = code.strip(".-/")
    return len(plain) < _LEAST_CODE or bool(_QUANTITY.fullmatch(plain) or _LAW.fullmatch(plain))


@cache
def _numbered() -> re.Pattern[str]:
    words = "|".join(map(re.escape, identity_words().numbered))
    # the number may come in pieces, with a word or two between
    return re.compile(
        rf"(?<!\w)(?:{words})(?:\s+(?:em|mình|tôi|của em|của mình|là|số|so|la|:))*"
        r"\s*[:.=#\-]*\s*[A-ZĐ]{0,3}\d[\w.\-/]*(?:[\s.\-]+\d[\w.\-/]*)*",
        re.IGNORECASE,
    )


@cache
def _address() -> re.Pattern[str]:
    words = "|".join(map(re.escape, identity_words().places))
    capital = rf"[{UPPER}][^\W\d_]*"
    name = rf"(?:{capital}(?:\s{capital}){{0,4}})"
    number = r"\d+[^\W_]?(?:[/\-.]\d*[^\W_]*)*"
    code = r"(?-i:[A-ZĐ]\d+(?:[.\-/]\d+)*)\b"
    place = rf"(?:{words})(?:\.?\s*{number}|(?:\.\s?|\s)(?:(?-i:{name})|{code}))"
    bare_name = r"(?:\s*[^\W\d_]+){1,3}"
    chain = rf"(?:[\s,.\-–]*(?:{place}|(?:{words})\s{bare_name}|{number}(?=\s*(?:{words}))))*"
    return re.compile(rf"(?<!\w){place}(?:\s(?-i:{name}))*{chain}", re.IGNORECASE)
