"""Measures of Times New Roman bold: how long a line of type is, so that a rule can be drawn as long."""

import unicodedata

MM_PER_POINT = 25.4 / 72
# Advance widths in thousandths of the type size: Times-Bold of the Adobe Core 14 AFM files, which Times New Roman
# shares; Ơ, Ư, ơ, ư as in Liberation Serif, which is metrically compatible. An accent takes no room.
_WIDTHS = {
    **dict.fromkeys("ACDNRUVXYĐw", 722),
    **dict.fromkeys("BELTZ", 667),
    **dict.fromkeys("GHKOQƠ", 778),
    **dict.fromkeys("agovxyJ0123456789–“”", 500),
    **dict.fromkeys("cerz", 444),
    **dict.fromkeys("fjt-()’", 333),
    **dict.fromkeys("il/", 278),
    **dict.fromkeys(" .,", 250),
    **dict.fromkeys("Is", 389),
    **{"F": 611, "P": 611, "M": 944, "W": 1000, "m": 833, "&": 833, "Ư": 796, "ơ": 554, "ư": 600},
}
_USUAL = 556
_HORN = "\u031b"


def bold_width(text: str, points: float) -> float:
    """The length in millimetres of a line of bold type; letters that the table lacks count as usual ones."""
    return sum(map(_width, _letters(text))) / 1000 * points * MM_PER_POINT


def wrapped(text: str, points: float, width: float) -> list[str]:
    """The lines in which words of bold type stand in a column of `width` millimetres."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and bold_width(longer, points) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(text: str, points: float, width: float) -> list[str]:
    """As few lines of bold type as `wrapped` makes, none much longer than the others: no word is left alone."""
    lines = wrapped(text, points, width)
    for narrower in range(int(width), 0, -1):
        tried = wrapped(text, points, narrower)
        if len(tried) > len(lines) or any(bold_width(line, points) > narrower for line in tried):
            break
        lines = tried
    return lines


def _letters(text: str) -> list[str]:
    """Letters without their accents, the horn apart: it makes a letter wider."""
    plain: list[str] = []
    for mark in unicodedata.normalize("NFD", text):
        if mark == _HORN and plain:
            plain[-1] = unicodedata.normalize("NFC", plain[-1] + mark)
        elif not unicodedata.combining(mark):
            plain.append(mark)
    return plain


def _width(letter: str) -> int:
    return _WIDTHS.get(letter, _USUAL)
