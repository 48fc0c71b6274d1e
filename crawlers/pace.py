"""The pace of one host: one request at a time, never sooner than its delay after the one before."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic

# After so many requests in a row that a host left without an answer, the rest of its pages are not asked for.
_PATIENCE = 3
# How many answers tell how fast a host can be, and how many are remembered.
_SAMPLES, _MEMORY = 5, 50


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
        self._took_s: deque[float] = deque(maxlen=_MEMORY)
        self._failures = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for the host's next turn and hold it until the answer is there."""
        async with self._lock:
            while (wait_s := self._ready_at - self._clock()) > 0:
                await self._sleep(wait_s)
            begun = self._clock()
            try:
                yield
            finally:
                self._pass(self._clock() - begun)

    def _pass(self, took_s: float) -> None:
        # The delay counts from when the host saw the request. That was before the answer came, by as much as
        # the fastest of its answers took; before some answers are known, it counts from the answer itself.
        known = len(self._took_s) >= _SAMPLES
        ago_s = min(took_s, *self._took_s, self.delay_s / 2) if known else 0.0
        self.hold(self.delay_s - ago_s)
        self._took_s.append(took_s)

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
