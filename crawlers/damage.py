"""Signs that elements of a page were never closed: what an element holds that it cannot hold."""

import re

from selectolax.lexbor import LexborNode

_MANY = 3  # paragraphs
_LONG_BOX = 60  # words in three unlinked paragraphs or more, side by side: the same of a box that is left out
_MENU = 8  # links in a nav: the page's own
_IMPRINT = re.compile(r"giấy phép|bản quyền|t[òo][àa] soạn|tổng biên tập|©", re.IGNORECASE)  # the page's own footer
_NO_TEXT = frozenset({"script", "style", "noscript", "template", "iframe", "ins", "form", "svg"})


def is_torn(box: LexborNode) -> bool:
    """Whether a box that is left out can only be so large because it was never closed."""
    if box.tag in _NO_TEXT or len(box.text()) < 2 * _LONG_BOX:
        return False
    runs: dict[int, list[int]] = {}
    for node in box.css("p"):
        if node.parent is not None and node.css_first("a") is None and (size := len(node.text().split())):
            runs.setdefault(node.parent.mem_id, []).append(size)
    return any(len(run) >= _MANY and sum(run) > _LONG_BOX for run in runs.values())


def is_furniture(box: LexborNode) -> bool:
    """Whether a box is the menu or the imprint of the page, which no body holds that was closed."""
    if box.tag == "nav":
        return len(box.css("a")) >= _MENU
    return box.tag == "footer" and _IMPRINT.search(box.text()) is not None
