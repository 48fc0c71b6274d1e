"""The names by which desks are asked for."""

import re

from nlp.normalize import strip_diacritics

NATIONWIDE = "toan-quoc"
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


class ScopeError(ValueError):
    """A scope that is neither a desk nor a province; the message says what can be given."""


def slug(name: str) -> str:
    """A name as it stands in a file name: "Bà Rịa - Vũng Tàu" → ba-ria-vung-tau, "TP.HCM" → tp-hcm."""
    return _NOT_PLAIN.sub("-", strip_diacritics(name).lower()).strip("-")
