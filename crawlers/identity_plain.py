"""Text in the plain letters and figures that the patterns know, whatever it was dressed in.

A letter of another script that looks like a Latin one (Unicode TR39), a figure of any script, in a circle or on a
key, an invisible sign between two letters: what a reader sees as a name or number is made one before it is looked for.
"""

import re
import unicodedata

_HIDDEN_SIGNS = frozenset({"Cf", "Cc", "Co", "Cs", "Cn", "Me"})
# letters without a picture of their own, which Unicode files among letters and marks
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
# tone and quality marks that Vietnamese letters bear
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_SEEN_AS = str.maketrans(
    "авеёкмнорстухіјѕԁԛԝһӏгАВЕЁКМНОРСТУХІЈЅԚԜҺӀαβεικνορτυχηΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɑɡɩʟ",
    "abeekmhopctyxijsdqwhlrABEEKMHOPCTYXIJSQWHlabeikvoptuxnABEZHIKMNOPTYXiagil",
)
_DRESSED = re.compile("[\U0001d400-\U0001d7cb\u24b6-\u24e9\U0001f110-\U0001f189]")


def plain_text(text: str, hidden: str) -> str:
    """`text` in NFKC, plain letters and figures; words in mathematical or ringed letters become `hidden`.

    Nobody types those on a keyboard: they are pasted names.
    """
    words = re.split(r"(\s+)", text)
    text = "".join(hidden if _DRESSED.search(word) else word for word in words)
    text = unicodedata.normalize("NFKC", text).translate(_SEEN_AS)
    return "".join(map(_plain, unicodedata.normalize("NFC", text)))


def is_latin(word: str) -> bool:
    """Whether all letters of a word are Latin ones."""
    return all(char.isascii() or "LATIN" in unicodedata.name(char, "") for char in word if char.isalpha())


def _plain(char: str) -> str:
    if char.isascii():
        return char if char >= " " or char == "\n" else " "
    kind = unicodedata.category(char)
    if kind in _HIDDEN_SIGNS or char in _BLANKS or "\ufe00" <= char <= "\ufe0f":
        return ""
    if kind in {"Nd", "No"} and (figure := unicodedata.digit(char, None)) is not None:
        return str(figure)
    if kind == "Mn":
        return char if char in _MARKS else ""
    return "-" if kind == "Pd" else " " if kind in {"Zs", "Zl", "Zp"} else char
