"""Where each CMS family keeps the parts of an article: `layouts/<family>.toml`, validated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawlers.given import toml_of
from crawlers.selector import Matcher, is_on, union

LAYOUTS = Path(__file__).parent / "layouts"
_KNOWN_MARKS = 4096  # elements of fingerprints remembered: those of an outlet's pages are the same
_MOST_MARKS = 60  # elements of fingerprints on one page that are looked at
COMMON = "common"  # layouts/common.toml: what no family counts as text


class LayoutError(Exception):
    """A layout file is wrong; the message names the file and the field."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=_Frozen)


class Common(_Frozen):
    """What is dropped from every body, whatever the family."""

    drop: tuple[str, ...]
    captions: tuple[str, ...]
    signature: tuple[str, ...]  # also who wrote it, where a family's own selectors find no name


class Fields(_Frozen):
    """CSS selectors, each list in order of preference; `drop` and `captions` are sought inside the body."""

    title: tuple[str, ...] = ()
    sapo: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


class Variant(Fields):
    """Another form of the family's pages (e-magazine, photo essay): lists given here replace the family's."""

    name: str
    when: str  # a selector that only such pages have
    no_sapo: bool = False  # the form shows none, so the meta description must not stand in for it


class Layout(Fields):
    """One family; `hosts` are the outlets known to use it, `fingerprint` finds it on hosts that are not."""

    family: str
    hosts: tuple[str, ...] = ()
    fingerprint: tuple[str, ...] = ()
    sapo_prefixes: tuple[str, ...] = ()
    false_offsets: tuple[str, ...] = ()  # UTC offsets written over what is really the clock in Viet Nam
    variants: tuple[Variant, ...] = ()
    retired: date | None = None  # since when its outlets have another markup: it is tried behind theirs
    valid_from: date | None = None
    valid_until: date | None = None

    def valid_on(self, day: date | None) -> bool:
        """Whether the outlet used this layout on a day; an unknown day fits every layout."""
        if day is None:
            return True
        return (self.valid_from or day) <= day <= (self.valid_until or day)

    @cached_property
    def forms(self) -> tuple["Form", ...]:
        """The layout ready for use: its plain form, then one for each variant."""
        return (_form(self, None), *(_form(self, variant) for variant in self.variants))

    @cached_property
    def mark(self) -> Matcher:
        """The fingerprint, compiled."""
        return Matcher(self.fingerprint)

    @cached_property
    def _rest_of_mark(self) -> str:
        return union(self.fingerprint[1:])

    def is_on(self, tree: LexborHTMLParser) -> bool:
        """Whether a page bears the fingerprint; its first selector is what the pages of today have."""
        return is_on(tree, "".join(self.fingerprint[:1])) or is_on(tree, self._rest_of_mark)

    def form_of(self, tree: LexborHTMLParser) -> "Form":
        """The family's fields as they are on this very page."""
        plain, *special = self.forms
        if not special or not is_on(tree, plain.special):
            return plain
        fitting = (form for form, variant in zip(special, self.variants, strict=True) if tree.css_first(variant.when))
        return next(fitting, plain)


@dataclass(frozen=True, slots=True)
class Form:
    """A layout ready for use on one page: lists compiled, the variant's fields put over the family's."""

    name: str
    title: tuple[str, ...]
    sapo: tuple[str, ...]
    body: tuple[str, ...]
    author: tuple[str, ...]
    time: tuple[str, ...]
    section: tuple[str, ...]
    tags: str  # joined by commas
    drop: Matcher
    captions: Matcher
    signature: str  # joined by commas
    no_sapo: bool
    false_offsets: tuple[str, ...]
    special: str  # what only pages of some variant have, joined by commas


def _form(layout: Layout, variant: Variant | None) -> Form:
    common = load_common()
    over = variant.model_dump(include=variant.model_fields_set) if variant else {}
    fields = {name: tuple(over.get(name) or getattr(layout, name)) for name in Fields.model_fields}
    drop = (*common.drop, *common.signature, *layout.drop, *(variant.drop if variant else ()))
    return Form(
        name=f"{layout.family}/{variant.name}" if variant else layout.family,
        **{name: fields[name] for name in ("title", "sapo", "body", "author", "time", "section")},
        tags=", ".join(fields["tags"]),
        drop=Matcher(drop),
        captions=Matcher(over.get("captions") or (*common.captions, *layout.captions)),
        signature=", ".join(common.signature),
        no_sapo=variant.no_sapo if variant else False,
        false_offsets=layout.false_offsets,
        special=union(tuple(variant.when for variant in layout.variants)),
    )


def _read(path: Path, model: type[M], extra: Mapping[str, Any]) -> M:
    try:
        made = model.model_validate({**toml_of(path), **extra})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise LayoutError(f"{path.name}: {where}: {first['msg']}") from error
    except ValueError as error:
        raise LayoutError(f"{path.name}: not TOML: {error}") from error
    _check_selectors(path, made)
    return made


def _check_selectors(path: Path, made: _Frozen) -> None:
    """A selector that lexbor cannot read fails here and not on the thousandth page."""
    tree = LexborHTMLParser("<html></html>")
    for name, value in made.model_dump().items():
        for selector in value if isinstance(value, tuple) and name in (*Fields.model_fields, "fingerprint") else ():
            try:
                tree.css_first(selector)
            except SelectolaxError as error:
                raise LayoutError(f"{path.name}: {name}: unreadable selector {selector!r}") from error


@cache
def load_common() -> Common:
    """The selectors dropped from every body; LayoutError when the file is wrong."""
    return _read(LAYOUTS / f"{COMMON}.toml", Common, {})


@cache
def load_layouts(folder: Path = LAYOUTS) -> dict[str, Layout]:
    """Every family by name, from `<family>.toml` in `folder`, today's first; LayoutError names file and field."""
    paths = (path for path in sorted(folder.glob("*.toml")) if path.stem != COMMON)
    read = [_read(path, Layout, {"family": path.stem}) for path in paths]
    return {one.family: one for one in sorted(read, key=lambda one: one.retired or date.max, reverse=True)}


class LayoutRef(Protocol):
    """How a source names a family: since when, until when, and what differs on its pages."""

    @property
    def family(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def overrides(self) -> Mapping[str, Any]: ...


def layouts_for(refs: Sequence[LayoutRef]) -> tuple[Layout, ...]:
    """A source's layouts in its order, its overrides put over the family's; LayoutError for an unknown family."""
    known = load_layouts()
    made = []
    for ref in refs:
        if ref.family not in known:
            raise LayoutError(f"unknown layout family {ref.family!r} (known: {', '.join(sorted(known))})")
        changes = {**ref.overrides, "valid_from": ref.valid_from, "valid_until": ref.valid_until}
        try:
            made.append(Layout.model_validate({**known[ref.family].model_dump(), **changes}))
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise LayoutError(f"overrides of {ref.family!r}: {where}: {error.errors()[0]['msg']}") from error
    return tuple(made)


@cache
def _by_host() -> dict[str, tuple[Layout, ...]]:
    hosts: dict[str, tuple[Layout, ...]] = {}
    for layout in load_layouts().values():
        for host in layout.hosts:
            hosts[host] = (*hosts.get(host, ()), layout)
    return hosts


@cache
def _any_fingerprint() -> Matcher:
    return Matcher(selector for layout in load_layouts().values() for selector in layout.fingerprint)


@cache
def layouts_of_host(host: str) -> tuple[Layout, ...]:
    """The families that an outlet's host, or a host above it, is known to use; () for an unknown host."""
    labels = host.split(".")
    return next((found for i in range(len(labels) - 1) if (found := _by_host().get(".".join(labels[i:])))), ())


def detect(tree: LexborHTMLParser) -> tuple[Layout, ...]:
    """The families whose fingerprint a page bears."""
    every = _any_fingerprint()
    marked = [_marked_by(n.tag or "", tuple(n.attributes.items())) for n in tree.css(every.simple)[:_MOST_MARKS]]
    families = frozenset().union(*marked)
    has_rest = is_on(tree, every.rest)
    every_layout = load_layouts().items()
    return tuple(one for name, one in every_layout if name in families or (has_rest and is_on(tree, one.mark.rest)))


@lru_cache(_KNOWN_MARKS)
def _marked_by(tag: str, attributes: tuple[tuple[str, str | None], ...]) -> frozenset[str]:
    return frozenset(name for name, layout in load_layouts().items() if layout.mark.hits(tag, dict(attributes)))
