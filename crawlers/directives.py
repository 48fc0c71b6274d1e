"""What an outlet asks of robots that keep copies: `X-Robots-Tag` and `<meta name="robots">`."""

import re
from collections.abc import Sequence

AGENT = "diemtin"  # the name by which outlets may address us alone
_HEAD = 262_144  # bytes of a page in which its head is sought; the longest saved one is under half of that
_META = re.compile(rb"<meta\b[^<>]{0,400}>", re.IGNORECASE)
_FIELD = re.compile(rb"""([a-z-]{1,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
# directives that carry a value behind a colon, so that it names no robot
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


def noarchive(headers: Sequence[tuple[str, str]], html: bytes, *, agent: str = AGENT) -> bool:
    """Whether a page asks every robot, or `agent` by name, not to keep a copy of its text.

    What is addressed to another robot (`<meta name="googlebot">`, `X-Robots-Tag: googlebot: noarchive`) is its
    own affair. Pure; never raises.
    """
    if b"noarchive" not in html.lower() and not any(name.lower() == "x-robots-tag" for name, _ in headers):
        return False
    told = (value for name, value in headers if name.lower() == "x-robots-tag")
    return any(_in_header(value, agent) for value in told) or _in_page(html[:_HEAD], agent)


def _in_header(value: str, agent: str) -> bool:
    """One header value: directives by comma; a robot's name with a colon holds for those that follow it."""
    ours = True
    for part in value.lower().split(","):
        name, colon, rest = part.strip().partition(":")
        if colon and name.strip() not in _VALUED:
            ours, name = name.strip() in (agent, "*", "robots"), rest
        if ours and name.strip() == "noarchive":
            return True
    return False


def _in_page(html: bytes, agent: str) -> bool:
    for meta in _META.finditer(_COMMENT.sub(b"", html)):
        fields = {field[0].lower(): field[1] or field[2] or field[3] for field in _FIELD.findall(meta.group(0))}
        if fields.get(b"name", b"").strip().lower() not in (b"robots", agent.encode()):
            continue
        if b"noarchive" in re.split(rb"[\s,]+", fields.get(b"content", b"").strip().lower()):
            return True
    return False
