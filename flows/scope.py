"""Whose desk a digest is for: the whole country or one province."""

import re
from functools import cache

from nlp.geography import provinces
from nlp.normalize import strip_diacritics

NATIONWIDE = "toan-quoc"
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


class ScopeError(ValueError):
    """A scope that is neither toan-quoc nor a province; the message says what can be given."""


def slug(name: str) -> str:
    """A name as it stands in a file name: "Bà Rịa - Vũng Tàu" → ba-ria-vung-tau, "TP.HCM" → tp-hcm."""
    return _NOT_PLAIN.sub("-", strip_diacritics(name).lower()).strip("-")


def province_of(scope: str) -> str | None:
    """The province (63-unit name) of a scope, None for the whole country; ScopeError for anything else."""
    if scope == NATIONWIDE:
        return None
    try:
        return _by_slug()[scope]
    except KeyError:
        known = ", ".join(sorted(_by_slug()))
        raise ScopeError(f"no scope {scope!r}; use {NATIONWIDE} or one of: {known}") from None


def scope_name(scope: str) -> str:
    """The scope in words."""
    return province_of(scope) or "Toàn quốc"


@cache
def _by_slug() -> dict[str, str]:
    return {slug(name): name for name in provinces()}
