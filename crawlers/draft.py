"""The outlet file of what was discovered: TOML that `load_source` accepts, with questions for a person as comments."""

import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawlers.discover import Discovery
from crawlers.source import Kind
from crawlers.trial import FeedTrial

_SUFFIXES = frozenset("vn com gov org net edu info asia example invalid test localhost".split())  # noqa: SIM905 (words)
_UNION = re.compile(r"cong-?doan|ldld|liendoan", re.IGNORECASE)
_BROADCASTER = re.compile(r"(?:^|\.)(?:vtv|vov|tv|ptth|thtv)|\btruyền hình\b|\bphát thanh\b|\bđài\b", re.IGNORECASE)

_WHOLE = re.compile(r"home|trang-?chu|tin-?moi|/rss(?:\.xml)?/?$|/feed/?$", re.IGNORECASE)
_DASH = re.compile(r"\s+[|–—-]\s+|\|")


def draft(found: Discovery, source_id: str) -> str:
    """An outlet's file by what was seen of it; `verified` is false until a person has answered the questions in it."""
    name = found.home.name or found.host
    owner = found.home.owner or f"chưa rõ ({source_id})"
    lines = [
        "# Bản nháp do `diemtin source discover` viết. Trả lời các dòng HỎI, rồi chạy `diemtin source check`",
        "# trên tệp này; khi mọi thứ đúng thì đặt verified = true.",
        f"id = {_text(source_id)}",
        f"name = {_text(name)}" + ("" if found.home.name else "  # HỎI: tên cơ quan báo chí?"),
        f"kind = {_text(guess_kind(found))}  # HỎI: đúng loại chưa? Một trong: {', '.join(Kind)}",
        f"owner = {_text(owner)}  # HỎI: cơ quan chủ quản?" + (" (đọc ở trang chủ)" if found.home.owner else ""),
        f"homepage = {_text(found.homepage)}",
        f"hosts = [{_text(found.host)}]",
        "provinces = []  # HỎI: báo của tỉnh nào (bản đồ 63 tỉnh)? Để trống nếu là báo toàn quốc",
        "provinces_34 = []  # HỎI: tỉnh đó nay thuộc tỉnh nào (bản đồ 34 tỉnh từ 1/7/2025)?",
        *_feeds(found.feeds, name),
        *_array("sitemaps", (_text(url) for url in _sitemaps(found))),
        *(f"# sơ đồ trang thường, không cần: {url}" for url in found.other_sitemaps if url not in _sitemaps(found)),
        *_array("lists", (_text(url) for url in found.home.lists)),
        *_layouts(found),
        *([f"delay_s = {found.crawl_delay_s}  # Crawl-delay của robots.txt"] if found.crawl_delay_s > 2 else []),
        "verified = false",
        f"notes = {_text(_notes(found))}",
    ]
    return "\n".join(lines) + "\n"


def suggest_id(host: str) -> str:
    """An id from a host name: its words without the shared endings, `congdoan.hatinh.gov.vn` → `congdoan-hatinh`."""
    labels = host.partition(":")[0].split(".")
    kept = [label for label in labels if label not in _SUFFIXES] or labels
    return re.sub(r"[^a-z0-9]+", "-", "-".join(kept)).strip("-") or "moi"


def guess_kind(found: Discovery) -> Kind:
    """The likeliest kind by host and name; a person decides."""
    said = f"{found.host} {found.home.name}"
    if _UNION.search(found.host) or "công đoàn" in said.casefold():
        return Kind.FEDERATION
    if found.host.endswith("gov.vn"):
        return Kind.PORTAL
    return Kind.BROADCASTER if _BROADCASTER.search(said) else Kind.CENTRAL


def _feeds(feeds: Iterable[FeedTrial], name: str) -> list[str]:
    rows = []
    for feed in feeds:
        newest = f", mới nhất {feed.newest_at:%Y-%m-%d}" if feed.newest_at else ", không ghi ngày"
        strangers = f"; HỎI: tin nằm ở {', '.join(feed.strangers)}, thêm vào hosts?" if feed.strangers else ""
        said = _section(feed, name)
        section = f", section = {_text(said)}" if said else ""
        comment = f"  # {len(feed.entries)} tin{newest}{strangers}"
        rows.append(f"  {{ url = {_text(feed.url)}{section} }},{comment}")
    if not rows:
        return ["feeds = []  # HỎI: không tìm thấy nguồn RSS; hỏi tòa soạn xin địa chỉ"]
    return ["feeds = [", *rows, "]"]


def _sitemaps(found: Discovery) -> tuple[str, ...]:
    """News sitemaps; plain ones only of an outlet that offers nothing better, for they are long."""
    return found.sitemaps or (() if found.feeds else found.other_sitemaps)


def _section(feed: FeedTrial, name: str) -> str:
    """The section that a feed's title names beside the outlet; "" for a feed of the whole outlet."""
    if _WHOLE.search(urlsplit(feed.url).path):
        return ""
    parts = [part.strip() for part in _DASH.split(feed.title)]
    return next(
        (part for part in parts if part and "rss" not in part.casefold() and name.casefold() not in part.casefold()), ""
    )


def _layouts(found: Discovery) -> list[str]:
    if found.families:
        return _array("layouts", (f"{{ family = {_text(family)} }}" for family in found.families))
    note = "chưa khuôn nào khớp; trang được đọc bằng trafilatura" if found.pages else "chưa đọc được trang bài nào"
    return [f"layouts = []  # HỎI: {note}"]


def _notes(found: Discovery) -> str:
    read = sum(page.article is not None for page in found.pages)
    seen = f"Dò tự động: {len(found.feeds)} nguồn RSS, đọc được {read}/{len(found.pages)} trang bài."
    missed = [f"{urlsplit(url).path or '/'} ({reason})" for url, reason in found.misses[:8]]
    return seen + (f" Không dùng được: {', '.join(missed)}." if missed else "")


def _array(name: str, rows: Iterable[str]) -> list[str]:
    given = list(rows)
    return [f"{name} = [", *(f"  {row}," for row in given), "]"] if given else [f"{name} = []"]


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "")
