"""Signs that elements of a page were never closed: what an element holds that it cannot hold."""

import re

from selectolax.lexbor import LexborNode

_MANY = 3  # paragraphs
_LONG_BOX, _SHARE = 80, 0.5  # words in three unlinked paragraphs or more, side by side; of the text beside them
_MENU = 8  # links in a nav: the page's own
_IMPRINT = re.compile(r"giấy phép|bản quyền|t[òo][àa] soạn|tổng biên tập|©", re.IGNORECASE)  # the page's own footer
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "iframe", "ins", "form", "svg"})


def is_torn(box: LexborNode, kept: int) -> bool:
    """Whether the last box of a body, left out beside `kept` words, holds text of the article: it was never closed."""
    if box.tag in _NO_TEXT or len(box.text()) < 2 * _LONG_BOX:
        return False
    runs: dict[int, list[int]] = {}
    for node in box.css("p"):
        if node.parent is not None and node.css_first("a") is None and (size := len(node.text().split())):
            runs.setdefault(node.parent.mem_id, []).append(size)
    most = max(_LONG_BOX, int(_SHARE * kept))
    return any(len(run) >= _MANY and sum(run) > most for run in runs.values())


def is_furniture(box: LexborNode) -> bool:
    """Whether a box is the menu or the imprint of the page, which no body holds that was closed."""
    if box.tag == "nav":
        return len(box.css("a")) >= _MENU
    return box.tag == "footer" and _IMPRINT.search(box.text()) is not None
