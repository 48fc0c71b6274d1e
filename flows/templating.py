"""How mails and pages are filled from the templates: HTML is escaped, a missing value is an error."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def environment(**filters: Callable[..., Any]) -> Environment:
    """The templates of `flows/templates`, with these filters."""
    found = Environment(
        loader=PackageLoader("flows"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(filters)
    return found
