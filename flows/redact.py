"""Sentences blotted out of texts and files, however they were wrapped, cut short, escaped or marked up; pure."""

import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote

from crawlers.given import json_of

BLOT = "[đã gỡ theo yêu cầu]"
# what stands between words: tags, entities, escapes of JSON; a word is anything else that has a letter or digit
_TOKEN = re.compile(r"<[^<>]*>|&#?\w{1,10};|\\u[0-9a-fA-F]{4}|\\[nrtbf\"/\\]|(\w+)")
_TAG = re.compile(r"<[^<>]*>")
_CUT = re.compile(r"\s*(?:…|\.\.\.|&hellip;|\\u2026)")
_ENCODED = re.compile(r"(?<![\w.~:/?&=@+-])[\w.~:/?&=@+-]*+(?:%[0-9A-Fa-f]{2}[\w.~:/?&=@+-]*){4,}")
_LEAST = 4  # words of a sentence that was cut short: fewer are anybody's
_ENTITIES = {"&amp;", "&quot;", "&#39;", "&lt;", "&gt;", "&nbsp;"}


class Blotter:
    """Sentences that must not be found any more (titles, sapos, bodies), and addresses with what stands in for them.

    A sentence of fewer than four words is anybody's and stays.
    """

    def __init__(self, sentences: Iterable[str], addresses: Mapping[str, str] = MappingProxyType({})) -> None:
        self._addresses = {form(url): instead for url, instead in addresses.items() for form in (str, html.escape)}
        listed = {tuple(words(one)): " ".join(one.split()) for one in sentences}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for key in sorted(listed, key=len, reverse=True):
            if len(key) >= _LEAST:
                self._by_first.setdefault(key[0], []).append(key)
        self.sentences = sorted({text for key, text in listed.items() if len(key) >= _LEAST})

    def text(self, text: str) -> str:
        """The text with every such sentence blotted out, whole or cut short by an ellipsis; markup stays."""
        text = unicodedata.normalize("NFC", text)
        for url, instead in self._addresses.items():
            text = text.replace(url, instead)
        return self._spoken(_ENCODED.sub(self._encoded, text))

    def _encoded(self, match: re.Match[str]) -> str:
        """The same inside an address, where letters are percent signs and digits, as in a letter already begun."""
        meant = unquote(match[0])
        blotted = self._spoken(meant)
        return match[0] if blotted == meant else quote(blotted, safe="@:/?&=")

    def _spoken(self, text: str) -> str:
        found = [match for match in _TOKEN.finditer(text) if match[1]]
        shown = [match[1].lower() for match in found]
        spans, place = [], 0
        while place < len(shown):
            length = self._length_at(text, shown, found, place)
            if length:
                spans.append((found[place].start(), found[place + length - 1].end()))
            place += max(length, 1)
        for start, end in reversed(spans):
            text = text[:start] + _blotted(text[start:end]) + text[end:]
        return text

    def holds(self, text: str) -> bool:
        """Whether any such sentence is in the text."""
        return self.text(text) != unicodedata.normalize("NFC", text)

    def _length_at(self, text: str, shown: Sequence[str], found: Sequence[re.Match[str]], place: int) -> int:
        """How many words from here on are one of the sentences; 0 for none."""
        for key in self._by_first.get(shown[place], ()):
            length = 0
            while length < len(key) and place + length < len(shown) and shown[place + length] == key[length]:
                length += 1
            if length == len(key):
                return length
            if length >= _LEAST and _CUT.match(text, found[place + length - 1].end()):
                return length
        return 0

    def value(self, value: Any) -> Any:
        """The same for every text in a JSON value."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        return value

    def file(self, name: str, content: bytes) -> bytes:
        """The same for a file; what is no text comes back as it is."""
        ending = name.rpartition(".")[2].lower()
        if ending == "eml":
            return self._mail(content)
        if ending in ("docx", "xlsx", "odt", "zip"):
            return self._archive(content)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return content
        if ending in ("json", "jsonl"):
            return self._json(text, ending).encode()
        blotted = self.text(text)
        return content if blotted == unicodedata.normalize("NFC", text) else blotted.encode()

    def _json(self, text: str, ending: str) -> str:
        try:
            if ending == "json":
                value = json_of(text)
                blotted = self.value(value)
                return text if blotted == value else json.dumps(blotted, ensure_ascii=False, indent=1) + "\n"
            return "".join(self._json_line(line) for line in text.splitlines(keepends=True))
        except (ValueError, RecursionError):  # no JSON, or nested beyond reason
            return self.text(text)

    def _json_line(self, line: str) -> str:
        value = json_of(line) if line.strip() else None
        blotted = self.value(value)
        return line if blotted == value else json.dumps(blotted, ensure_ascii=False) + "\n"

    def _mail(self, content: bytes) -> bytes:
        message = message_from_bytes(content, policy=SMTP)
        changed = False
        for part in message.walk():
            assert isinstance(part, EmailMessage)  # noqa: S101 - what the SMTP policy makes
            if part.is_multipart():
                continue
            whole = part.get_content()
            inner = whole.encode() if isinstance(whole, str) else bytes(whole)
            blotted = self.file(part.get_filename() or "part.txt", inner)
            if blotted != inner:
                changed = True
                _set(part, blotted, isinstance(whole, str))
        subject = str(message["Subject"] or "")
        if self.holds(subject):
            changed = True
            message.replace_header("Subject", self.text(subject))
        return message.as_bytes() if changed else content

    def _archive(self, content: bytes) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as old:
                parts = [(info, old.read(info)) for info in old.infolist()]
        except zipfile.BadZipFile:
            return content
        blotted = [self.file(info.filename, inner) for info, inner in parts]
        if all(new == inner for (_, inner), new in zip(parts, blotted, strict=True)):
            return content
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fresh:
            for (info, _), new in zip(parts, blotted, strict=True):
                fresh.writestr(info, new)
        return buffer.getvalue()


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [match[1].lower() for match in _TOKEN.finditer(unicodedata.normalize("NFC", text)) if match[1]]


def _blotted(span: str) -> str:
    """The blot in place of the words; the tags between them stay."""
    return BLOT + "".join(_TAG.findall(span))


def _set(part: EmailMessage, content: bytes, is_text: bool) -> None:
    """Another content for a part, its headers as they were."""
    if is_text:
        kind = part.get_content_subtype()
        name, language = part.get_filename(), part["Content-Language"]
        part.set_content(content.decode(), subtype=kind, cte="base64", filename=name)
        if language:
            part["Content-Language"] = language
    else:
        main, _, kind = part.get_content_type().partition("/")
        part.set_content(content, maintype=main, subtype=kind, cte="base64", filename=part.get_filename())
