"""Header lines that must travel as they are: the standard library folds long words into encoded ones."""

from __future__ import annotations

from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import Message
from email.policy import SMTP, Policy
from typing import Any

# RFC 2369 and RFC 8058 want bare addresses, and a receiver looks for them byte by byte.
AS_THEY_STAND = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Message-ID", "X-Digest-Id")


SHORT = 60  # characters that fit behind the name in one line
MAX_LINE = 75  # an encoded word may have 75 characters, its line 76 with the space before it


class _Plain(UnstructuredHeader, BaseHeader):
    """One line of visible characters; encoded words in it are text like any other."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Take the value as it is."""
        kwds["decoded"] = value
        kwds["parse_tree"] = cls.value_parser("")


class _AsItStands(_Plain):
    """A line that is only broken between the addresses of a list."""

    def fold(self, *, policy: Policy[Message[str, str]]) -> str:
        """The header as it goes over the wire."""
        value = str(self).replace(">, <", f">,{policy.linesep} <")
        return f"{self.name}: {value}{policy.linesep}"


class _Words(_Plain):
    """Words of any language: RFC 2047 in lines of at most 75 characters, broken between letters."""

    def fold(self, *, policy: Policy[Message[str, str]]) -> str:
        """The header as it goes over the wire."""
        words = str(self)
        if words.isascii() and "=?" not in words and len(words) <= SHORT:
            return f"{self.name}: {words}{policy.linesep}"
        line = Header(words, "utf-8", maxlinelen=MAX_LINE, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {line}{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name in AS_THEY_STAND:
        registry.map_to_type(name, _AsItStands)
    registry.map_to_type("Subject", _Words)
    return registry


BUILDING = SMTP.clone(header_factory=_registry())
