"""Half characters: JSON may name one half of a surrogate pair, which no file, table or mail can hold."""

import re

_HIGH, _LOW = r"\\u[dD][89abAB][0-9a-fA-F]{2}", r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_LONE = re.compile(rf"{_HIGH}(?!{_LOW})|(?<!\\u[dD][89abAB][0-9a-fA-F]{{2}}){_LOW}")


def paired(text: str) -> str:
    r"""JSON text in which every half of a character that stands alone (`\ud83d`) is U+FFFD, as RFC 8259, 8.2 warns."""
    return _LONE.sub(r"\\ufffd", text) if "\\u" in text else text
