"""The pace of one host: one request at a time, never sooner than its delay after the one before."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic

# After so many requests in a row that a host left without an answer, the rest of its pages are not asked for.
_PATIENCE = 3


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
        self._ready_at = 0.0
        self._failures = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the host's next turn and hold it until the answer is there."""
        async with self._lock:
            while (wait_s := self._ready_at - self._clock()) > 0:
                await self._sleep(wait_s)
            try:
                yield
            finally:
                # Counted from the end: whatever the way took, the host saw the request before it answered.
                self.hold(self.delay_s)

    def hold(self, seconds: float) -> None:
        """Let nothing pass for some seconds from now on."""
        self._ready_at = max(self._ready_at, self._clock() + seconds)

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
