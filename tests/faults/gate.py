"""A door in front of PostgreSQL, in a process of its own: at a chosen message of its clients it stops the server.

Nobody knows in what state a statement was then, so that every message is a place to try.
"""

import asyncio
import mmap
import os
import signal
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.warehouse.lakes import Server

# what happens at the message: the server is stopped before it comes, while it is worked on, or when it is done and
# nobody has heard; it stays away; or only this one connection is cut
BEFORE, DURING, UNHEARD, AWAY, CUT = FAULTS = ("before", "during", "unheard", "away", "cut")
SOCKET = ".s.PGSQL.5432"
_STATE = struct.Struct("qqq")  # messages seen, message at which it happens (0: never), number of the fault


@dataclass(frozen=True, slots=True)
class Gate:
    """The door; clients come in by `folder` in place of the server's."""

    folder: Path
    server: Server
    _state: mmap.mmap

    @property
    def address(self) -> str:
        """Where clients come in, in libpq's words."""
        return self.server.address.replace(f"host={self.server.folder}", f"host={self.folder}")

    def arm(self, message: int = 0, fault: str = CUT) -> None:
        """Count anew; let the fault happen at this message (0: never)."""
        self._state[: _STATE.size] = _STATE.pack(0, message, FAULTS.index(fault))

    @property
    def messages(self) -> int:
        """How many came since `arm`."""
        return int(_STATE.unpack(self._state[: _STATE.size])[0])

    def strikes(self) -> str | None:
        """Count a message; the fault that happens at it."""
        seen, chosen, fault = _STATE.unpack(self._state[: _STATE.size])
        self._state[: _STATE.size] = _STATE.pack(seen + 1, chosen, fault)
        return FAULTS[fault] if seen + 1 == chosen else None


@contextmanager
def gate(server: Server, folder: Path) -> Iterator[Gate]:
    """Open the door; it is closed with the block."""
    door = Gate(folder, server, mmap.mmap(-1, _STATE.size))
    door.arm()
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ready)
        asyncio.run(_serve(door, tell))
    os.close(tell)
    os.read(ready, 1)
    os.close(ready)
    try:
        yield door
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


async def _serve(door: Gate, tell: int) -> None:
    async def let_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            await _pass(door, reader, writer)
        writer.close()

    served = await asyncio.start_unix_server(let_in, door.folder / SOCKET)
    os.write(tell, b"1")
    os.close(tell)
    await served.serve_forever()


async def _pass(door: Gate, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One client's connection."""
    answers, inside = await asyncio.open_unix_connection(door.server.folder / SOCKET)
    deaf = asyncio.Event()
    back = asyncio.create_task(_answer(answers, writer, deaf))
    with suppress(OSError):
        while sent := await reader.read(1 << 20):
            fault = door.strikes()
            if fault in (None, DURING, UNHEARD):
                if fault == UNHEARD:
                    deaf.set()
                inside.write(sent)
                await inside.drain()
            if fault == UNHEARD:
                await back  # ends with the first answer, of which nothing is passed on
            if fault in (BEFORE, DURING, UNHEARD, AWAY):
                door.server.crash()
            if fault in (BEFORE, DURING, UNHEARD):
                door.server.start()
            if fault:
                break
    back.cancel()
    inside.close()


async def _answer(answers: asyncio.StreamReader, writer: asyncio.StreamWriter, deaf: asyncio.Event) -> None:
    with suppress(OSError):
        while (got := await answers.read(1 << 20)) and not deaf.is_set():
            writer.write(got)
            await writer.drain()
        if not deaf.is_set():
            writer.close()
