"""Cells of CSV files: what the press writes must not run in a spreadsheet."""

import re

# A cell that begins so is a formula to Excel and LibreOffice, and a full-width sign may become one (OWASP, "CSV
# Injection"). A file with commas that is opened where lists have semicolons (as in Việt Nam) begins a cell behind each
# of these, and behind each line break.
_BLANKS = r"[\s\u200b-\u200f\u2060\ufeff\"']{0,64}"
_SIGN = r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]"
_FORMULA = re.compile(rf"(^|[;\t\r\n])(?={_BLANKS}{_SIGN})")


def inert(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would take for a formula."""
    return _FORMULA.sub(r"\1'", text)
