"""Which column of an export means what."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawlers.given import json_of, toml_of
from crawlers.identity_words import bare
from crawlers.outcomes import LandingError

FILE = Path(__file__).parent / "export_columns.toml"
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Plain headers by field, the likeliest first."""

    headers: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields."""
        return tuple(self.headers)

    def find(self, name: str, headers: Collection[str]) -> str | None:
        """The header among `headers` that carries a field; None when there is none."""
        plain = {_plain(header): header for header in headers}
        return next((plain[wanted] for wanted in self.headers[name] if wanted in plain), None)

    def header(self, name: str, row: Mapping[str, object]) -> str:
        """The header of a row that carries a field, "" when there is none."""
        return _find(self.headers[name], tuple(row)) or ""


@cache
def _find(wanted: tuple[str, ...], headers: tuple[str, ...]) -> str | None:
    plain = {_plain(header): header for header in headers}
    return next((plain[one] for one in wanted if one in plain), None)


def _plain(header: str) -> str:
    return _SIGNS.sub(" ", bare(header)).strip()


def load_columns(path: Path | None = None) -> Columns:
    """The shipped map, with a site's own headers (TOML or JSON: field = header or list of them) put before it.

    LandingError names the file and the field that is unknown or of the wrong type.
    """
    shipped = tomllib.loads(FILE.read_text(encoding="utf-8"))
    own = _own(path) if path is not None else {}
    for name, told in own.items():
        if name not in shipped:
            raise LandingError(f"{path}: {name}: unknown field; known are {', '.join(shipped)}")
        if not (isinstance(told, str) or (isinstance(told, list) and all(isinstance(one, str) for one in told))):
            raise LandingError(f"{path}: {name}: must be a header or a list of headers")
        shipped[name] = [*([told] if isinstance(told, str) else told), *shipped[name]]
    return Columns({name: tuple(map(_plain, headers)) for name, headers in shipped.items()})


def _own(path: Path) -> dict[str, object]:
    try:
        told = json_of(path.read_text(encoding="utf-8")) if path.suffix == ".json" else toml_of(path)
    except OSError as error:
        raise LandingError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise LandingError(f"{path}: {error}") from error
    if not isinstance(told, dict):
        raise LandingError(f"{path}: must be a table of fields")
    return told
