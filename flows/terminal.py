"""What goes to a terminal: no letter of a foreign text commands it or turns it round."""

import re
from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

# C0 without tab and line feed, C1, and the marks that turn text round (Unicode Bidi_Control, CVE-2021-42574)
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    r"""The text with such letters written out, as \u001b; a JSON text keeps its meaning."""
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Terminal(Console):
    """A console that says whatever it is given with visible letters only, `:x:` as it stands; our own colours work."""

    def __init__(self, *, stderr: bool = False, **options: Any) -> None:
        super().__init__(stderr=stderr, soft_wrap=True, highlight=False, emoji=False, **options)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments of anything, foreign letters made visible."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=visible(segment.text))

    def write(self, text: str) -> None:
        """Say a text as it is, without wrapping: JSON and CSV for programs."""
        self.file.write(visible(text))
