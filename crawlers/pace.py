"""The pace of one host: one request at a time, from start to start never sooner than its delay."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic

# After so many requests in a row that a host left without an answer, the rest of its pages are not asked for.
_PATIENCE = 3
# A request may be on its way for longer than the next one: the host would see a gap shorter than what we kept.
_JITTER, _MAX_JITTER_S = 0.025, 0.025
# A host that takes longer to answer than its delay is at its limit: it rests for this part of the delay at least.
_REST = 0.5


class Gate:
    """Lets requests to one host pass one by one; times in seconds of a monotonic clock."""

    def __init__(
        self,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.delay_s = 0.0
        self.given_up: str | None = None  # why nothing more is asked of the host in this run
        self._clock = clock
        self._sleep = sleep
        self._lock = asyncio.Lock()
        self._left_at: float | None = None  # when the last request left, None while it has not
        self._over_at: float | None = None  # when the last turn ended, None before the first
        self._held_until = 0.0
        self._failures = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Callable[[], None]]:
        """Wait for the host's next turn and hold it until the answer is there.

        Gives a function to be called when the request leaves; a turn in which it is not called counts from its end.
        """
        async with self._lock:
            while (wait_s := self._ready_at() - self._clock()) > 0:
                await self._sleep(wait_s)
            self._left_at = None
            try:
                yield self._leave
            finally:
                self._over_at = self._clock()

    def _leave(self) -> None:
        self._left_at = self._clock()

    def _ready_at(self) -> float:
        # asked at the last moment: a Crawl-delay that came with the last answer counts for this turn already
        if self._over_at is None:
            return self._held_until
        left_at = self._over_at if self._left_at is None else self._left_at
        gap_s = self.delay_s + min(self.delay_s * _JITTER, _MAX_JITTER_S)
        return max(self._held_until, left_at + gap_s, self._over_at + self.delay_s * _REST)

    def hold(self, seconds: float) -> None:
        """Let nothing pass for some seconds from now on."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    def slow_to(self, delay_s: float) -> None:
        """Make the delay at least this long: the slowest wish of all who use the host counts."""
        self.delay_s = max(self.delay_s, delay_s)

    def answered(self) -> None:
        """The host answered, whatever it said."""
        self._failures = 0

    def failed(self, reason: str) -> None:
        """The host did not answer, or asked to be left alone; the third time in a row it is given up."""
        self._failures += 1
        if self._failures >= _PATIENCE:
            self.given_up = reason
