"""What the parts of a step cost: named stages, told to whoever listens (flows/bench/day.py), else to nobody."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Protocol


class Listener(Protocol):
    """Hears of stages."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Be told when a stage of this name begins and ends; stages may hold others."""
        ...


_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


def stage(name: str) -> AbstractContextManager[None]:
    """What is done in the block belongs to the stage `name`."""
    listener = _LISTENER.get()
    return nullcontext() if listener is None else listener.stage(name)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let `listener` hear of the stages in the block."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
