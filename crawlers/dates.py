"""Reading a published time in any form that the Vietnamese press writes, without ever guessing one."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# The Vietnamese press went online in 1997; anything older in a feed is an unset database field.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_INDOCHINA = timezone(timedelta(hours=7))
_SECONDS = re.compile(r"\d:\d\d:\d\d")
LONGEST = 120  # characters; a longer text is a paragraph, not a stamp

# The form of most machine records, with an offset that needs no doubt; `fromisoformat` reads it forty times as fast.
_ISO = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-3]):?[03]0)")

# The form in which most pages show it: day, month, year and a clock, in Việt Nam's time.
_SHOWN = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})[ ,|-]{1,3}(\d\d?):(\d\d)(?: ?\(?GMT ?\+ ?0?7\)?)?")

_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009\u200a\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_EPOCH = re.compile(r"(1\d{9})(?:\.\d+)?|(1\d{12})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)t?(\d\d)(\d\d)(\d\d)(z?)")
_WEEKDAY = re.compile(
    r"(?<![^\W\d_])(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|thu\s*[2-7]|ch[ủu]\s*nh[ậa]t|cn|t[2-7]"
    r"|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?)(?![^\W\d_])[.,]?"
)
_FILLER = re.compile(
    r"(?<![^\W\d_])(?:ngày|lúc|vào|đăng|xuất bản|cập nhật|phát hành|thời gian|giờ việt nam|giờ đông dương|năm"
    r"|indochina (?:standard )?time|se asia standard time|asia/(?:ho_chi_minh|saigon|bangkok)"
    r"|published|updated|posted|on|at)(?![^\W\d_])"
)
_MISSPELT_WEEKDAY = re.compile(r"^\s*[^\W\d_]{2,9},")  # any word before the comma of RFC 822
_EDGES = re.compile(r"[\s,;:.|()\[\]–—·•-]*")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = r"(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_VIETNAMESE_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10, "chạp": 12,
}  # fmt: skip
_WORD = r"(?P<m>\d{1,2}|" + "|".join(_VIETNAMESE_MONTHS) + r")"

# Tried in this order; each is the only date that a stamp may hold.
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?:t(?=\d)|(?!\d))",
        r"(?<!\d)(?P<d>\d{1,2})[\s-]+" + _NAME + r"[\s,-]+(?P<y>\d{4}|\d{2})(?![\d:])",
        r"(?<![^\W\d_])" + _NAME + r"\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})\s*(?:tháng|thg\.?|th)\s*" + _WORD + r"\s*[,/-]?\s*(?:năm\s*)?(?P<y>\d{4})(?!\d)",
        r"(?<![\d:])(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?!\d|:|/\d|\.\d)",
    )
)
_SPLIT_YEAR = re.compile(_NAME + r"\s+(\d{1,2})\s+(\d{1,2}:\d\d(?::\d\d)?)((?:\s+[a-z\d+-]+)?)\s+(\d{4})$")
_CLOCK = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})(?::|\s?h\s?|\s?giờ\s?)(?P<mi>\d{2})(?:(?::|\s?phút\s?)(?P<s>\d{2})?(?:[.,](?P<f>\d{1,9}))?)?"
    r"(?!\d|:\d)\s*(?P<half>[ap]\.?m\b\.?|sa\b|ch\b|sáng|chiều|tối)?"
)
_OFFSET = re.compile(r"(?:gmt|utc|ict|ut)?\s{0,9}(?P<sign>[+\u2212-])\s?(?P<h>\d{1,2})(?::?(?P<mi>\d{2}))?(?!\d)")
_ZONE = re.compile(r"(?<![^\W_])(?:gmt|utc|ut|z|ict|[ecmp][sd]t)(?![^\W_])")
# RFC 822 section 5.1, and Indochina Time as some servers print it.
_ZONE_HOURS = {"gmt": 0, "utc": 0, "ut": 0, "z": 0, "ict": 7, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
               "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}  # fmt: skip
_AFTERNOON = ("p", "ch", "t")  # pm, CH, chiều, tối


class _UnreadableError(ValueError):
    """The stamp is not one we understand; never leaves this module."""


def parse_time(raw: str | None, *, ceiling: datetime, day_first: bool | None = None) -> datetime | None:
    """The instant that a published stamp names, or None when it names none that can be true.

    Gives an aware datetime in UTC. A stamp without zone is Asia/Ho_Chi_Minh; one without clock is that day's
    midnight there (see `has_clock`). Later than `ceiling` or before 1990 gives None. `m/d/yyyy … AM/PM`
    written date first is month-first (the .NET form of VCCorp feeds), every other numeric date is
    day-first; `day_first` overrides that where neighbours prove it (see `slash_order`). Weekday names are not
    believed: feeds print wrong ones.
    """
    if raw is not None and _ISO.fullmatch(raw):
        try:
            found = datetime.fromisoformat(raw).astimezone(UTC)
        except ValueError:
            return None
        return found if EARLIEST <= found <= ceiling else None
    text = _clean(raw)
    if not text or len(text) > LONGEST:
        return None
    try:
        found = _read(text, day_first).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if EARLIEST <= found <= ceiling else None


def parse_shown(raw: str, *, ceiling: datetime) -> datetime | None:
    """The instant of a stamp that a page shows to its readers: day before month, unless it is a .NET default.

    As `parse_time`; `8/3/2026 7:15:00 AM`, with seconds, is what an unlocalised server prints and is month-first.
    """
    match = _SHOWN.fullmatch(raw)
    if match is None:
        return parse_time(raw, ceiling=ceiling, day_first=None if _SECONDS.search(raw) else True)
    day, month, year, hour, minute = map(int, match.groups())
    try:
        found = datetime(year, month, day, hour, minute, tzinfo=_INDOCHINA).astimezone(UTC)
    except ValueError:
        return None
    return found if EARLIEST <= found <= ceiling else None


def has_clock(raw: str | None) -> bool:
    """Whether a stamp names a time of day and not only a day."""
    text = _clean(raw)
    return bool(_EPOCH.fullmatch(text) or _COMPACT.fullmatch(text) or _CLOCK.search(text))


def slash_order(raws: Iterable[str | None]) -> bool | None:
    """Whether the numeric dates of one feed are day-first (True), month-first (False) or neither (None)."""
    day_first = month_first = False
    for raw in raws:
        match = _DATES[-1].search(_clean(raw))
        if match:
            day_first |= int(match["first"]) > 12
            month_first |= int(match["second"]) > 12
    return day_first if day_first != month_first else None


def _clean(raw: str | None) -> str:
    if not raw or len(raw) > 4 * LONGEST:
        return ""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw)).lower()
    return _SPACES.sub(" ", text).strip()


def _read(text: str, day_first: bool | None) -> datetime:
    epoch = _EPOCH.fullmatch(text)
    if epoch:
        return datetime.fromtimestamp(int(epoch[1] or epoch[2][:10]), UTC)
    compact = _COMPACT.fullmatch(text)
    if compact:
        year, month, day, hour, minute, second = (int(part) for part in compact.groups()[:6])
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC if compact[7] else VIETNAM)
    return _read_tokens(_SPLIT_YEAR.sub(r"\1 \2 \5 \3\4", text), day_first)


def _read_tokens(text: str, day_first: bool | None) -> datetime:
    """Takes date, clock and zone out of the text, in any order; what is left must mean nothing."""
    stamp = next((match for pattern in _DATES if (match := pattern.search(text))), None)
    if stamp is None:
        raise _UnreadableError(text)
    rest = text[: stamp.start()] + " | " + text[stamp.end() :]
    clock = _CLOCK.search(rest)
    american = clock is not None and not text[: stamp.start()].strip() and _is_american(stamp, clock)
    day = _day(stamp, day_first=not american if day_first is None else day_first)
    if clock is None:
        _require_empty(rest)
        return datetime.combine(day, time(), VIETNAM)
    rest = rest[: clock.start()] + " | " + rest[clock.end() :]
    zone, rest = _zone(rest)
    _require_empty(rest)
    return datetime.combine(day, _time(clock), zone)


def _is_american(stamp: re.Match[str], clock: re.Match[str]) -> bool:
    """Whether this is `m/d/yyyy h:mm:ss AM`: slashes, date first, twelve-hour clock, possible month."""
    return (
        "first" in stamp.groupdict()
        and stamp["sep"] == "/"
        and int(stamp["first"]) <= 12
        and (clock["half"] or "").rstrip(".").endswith("m")
        and int(clock["h"]) <= 12
        and clock.start() > stamp.start()
    )


def _day(stamp: re.Match[str], *, day_first: bool) -> date:
    parts = stamp.groupdict()
    year = int(parts["y"])
    if len(parts["y"]) == 2:  # RFC 822; the pivot is that of POSIX strptime
        year += 2000 if year < 69 else 1900
    if "first" in parts:
        day, month = (parts["first"], parts["second"]) if day_first else (parts["second"], parts["first"])
        return date(year, int(month), int(day))
    if "name" in parts:
        return date(year, _MONTHS[parts["name"]], int(parts["d"]))
    return date(year, _VIETNAMESE_MONTHS.get(parts["m"]) or int(parts["m"]), int(parts["d"]))


def _time(clock: re.Match[str]) -> time:
    hour = int(clock["h"])
    half = clock["half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
    elif half and not half.startswith(_AFTERNOON):
        raise _UnreadableError(clock[0])  # 14:30 AM
    fraction = (clock["f"] or "0").ljust(6, "0")[:6]
    second = int(clock["s"] or 0)
    return time(hour, int(clock["mi"]), 59 if second == 60 else second, int(fraction))  # 60: a leap second (RFC 3339)


def _zone(rest: str) -> tuple[timezone | ZoneInfo, str]:
    offset = _OFFSET.search(rest)
    if offset:
        return timezone(_offset(offset)), rest[: offset.start()] + " " + rest[offset.end() :]
    named = _ZONE.search(rest)
    if named:
        hours = timedelta(hours=_ZONE_HOURS[named[0]])
        return timezone(hours), rest[: named.start()] + " " + rest[named.end() :]
    return VIETNAM, rest


def _offset(match: re.Match[str]) -> timedelta:
    hours, minutes = int(match["h"]), int(match["mi"] or 0)
    if hours == 7 and minutes in (6, 7):
        minutes = 0  # Sài Gòn's local mean time of 1906, which aggregators get by misusing pytz
    if minutes not in (0, 30, 45) or hours > 14:
        raise _UnreadableError(match[0])
    return timedelta(hours=hours, minutes=minutes) * (1 if match["sign"] == "+" else -1)


def _require_empty(rest: str) -> None:
    for noise in (_WEEKDAY, _FILLER, _MISSPELT_WEEKDAY):
        rest = noise.sub(" ", rest)
    if not _EDGES.fullmatch(rest):
        raise _UnreadableError(rest)
