"""`diemtin`: the command in a child process, so that somebody is left to say what happened when the system ends it.

DuckDB 1.5 ends the whole process (SIGABRT) when a disk fills in the middle of some commits or a lake's PostgreSQL goes
at some moments, the kernel (SIGKILL) when memory is short: the child can't say a word then. What was committed before
is there. Linux only; elsewhere, and for the commands that stay and serve, the command runs in this very process.
"""

import ctypes
import os
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

SERVING = ("serve", "desk")
ATTENTION = 1
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_REASONS = {
    signal.SIGABRT: "thư viện bên trong dừng vì lỗi không gỡ được, thường là hết chỗ trên đĩa hoặc mất PostgreSQL",
    signal.SIGSEGV: "lỗi bên trong thư viện",
    signal.SIGBUS: "đĩa hoặc bộ nhớ không đọc được",
    signal.SIGILL: "lỗi bên trong thư viện",
    signal.SIGFPE: "lỗi bên trong thư viện",
    signal.SIGKILL: "bị hệ điều hành dừng, thường là hết bộ nhớ",
}


def main() -> None:
    """Entry point: as `flows.cli`, and one sentence with exit code 1 where the process was ended from outside."""
    if sys.platform != "linux" or any(word in SERVING for word in sys.argv[1:]):
        _command()
        return
    parent, child = os.getpid(), os.fork()
    if child == 0:
        _die_with(parent)
        _command()
        return
    sys.exit(_ended(_waited(child)))


def _command() -> None:
    from flows.cli import main as command

    command()


def _die_with(parent: int) -> None:
    """A parent that is killed takes this process along."""
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(ATTENTION)


def _waited(child: int) -> int:
    """How the child ended; signals to this process are its signals."""

    def pass_on(number: int, frame: FrameType | None) -> None:
        del frame
        os.kill(child, number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to both
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    return os.waitpid(child, 0)[1]


def _ended(status: int) -> int:
    """The exit code that a child's end gives, once it was told."""
    if not os.WIFSIGNALED(status):
        return os.WEXITSTATUS(status)
    number = signal.Signals(os.WTERMSIG(status))
    if number in _REASONS:
        sys.stderr.write(f"diemtin: {last_words(number, _home(sys.argv[1:]))}\n")
        return ATTENTION
    return 128 + number  # ended on request, as a shell tells it


def last_words(number: signal.Signals, home: Path) -> str:
    """What a person should know of a process that a signal ended, in one line."""
    room = ""
    if home.exists():
        free = f"{shutil.disk_usage(home).free / 2**20:.1f}".replace(".", ",")
        room = f" Ổ đĩa của {home.absolute()} còn trống {free} MB."
    return (
        f"tiến trình chết giữa chừng ({number.name}: {_REASONS[number]}).{room} Dữ liệu đã ghi trước đó còn nguyên; "
        "hãy xem `diemtin doctor`, dọn ổ đĩa hoặc bộ nhớ rồi chạy lại lệnh này"
    )


def _home(words: list[str]) -> Path:
    """The home of the command, by its words and environment alone."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--home" or word.startswith("--home="):
            return Path(following if word == "--home" else word.partition("=")[2])
    return Path(os.environ.get("DIEMTIN_HOME", "var"))
