"""What is no text taken out of the body element of an article, before its paragraphs are read."""

from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawlers.lines import BREAK
from crawlers.selector import Matcher

_KNOWN_FORMS = 256  # pairs of lists remembered


def is_flat(node: LexborNode) -> bool:
    """Whether an element holds nothing but one run of text."""
    first = node.first_child
    return first is not None and first.is_text_node and first.next is None


class Sorted(NamedTuple):
    """The elements dropped and those found to be captions, in the order of the page."""

    dropped: list[LexborNode]
    captions: list[LexborNode]
    last: LexborNode | None  # the dropped element that no other element stands behind
    links: list[LexborNode]  # met on the way, also dropped ones


@lru_cache(_KNOWN_FORMS)
def _either(drop: Matcher, captions: Matcher) -> Matcher:
    return Matcher((*drop.selectors, *captions.selectors))


def sort_out(body: LexborNode, drop: Matcher, captions: Matcher) -> Sorted:
    """Takes dropped elements out of the tree and puts a mark for each <br>."""
    far = {node.mem_id for node in body.css(drop.rest)} if drop.rest else frozenset()
    dropped, marked, links, last = [], [], [], None
    either = _either(drop, captions)
    tags, names = either.tags | {"br"}, either.names
    inside = 0  # elements still to come that lie in a dropped one
    nodes = body.css("*")
    for place, node in enumerate(nodes[1:], start=2):
        if inside:
            inside -= 1
            continue
        tag, attributes = node.tag or "", node.attributes
        if tag == "a":
            links.append(node)
        is_far = bool(far) and node.mem_id in far
        if tag not in tags and names.isdisjoint(attributes) and not is_far:
            continue
        if tag == "br":
            node.replace_with(BREAK)
        elif not is_far and not either.hits(tag, attributes):
            continue
        elif is_far or drop.hits(tag, attributes):
            inside = 0 if is_flat(node) else len(node.css("*")) - 1
            node.replace_with("")  # taken out of the tree but not freed
            dropped.append(node)
            last = node if place + inside == len(nodes) else None
        else:
            marked.append(node)
    return Sorted(dropped, marked + (body.css(captions.rest) if captions.rest else []), last, links)
